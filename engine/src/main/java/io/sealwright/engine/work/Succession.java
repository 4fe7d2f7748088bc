package io.sealwright.engine.work;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.HostTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The starts of a worker in a folder that one process holds at a time. Whoever holds it knows that
 * the start before is over, however it ended, and need not wait until it counts as silent and its
 * leases are over. That start is named in a file, with the folder it was in: a copy of the folder
 * says nothing of the process that works in the original.
 *
 * @param folder locked by this process until it ends
 */
public record Succession(Path folder) {
  private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
  private static final String FILE = "worker-start";

  /**
   * Takes the start before off the list and gives its tasks back, whose results it cannot publish
   * any more; then notes this one, which is not entered yet.
   */
  public void begin(Database database, Worker worker) throws IOException {
    Optional<Worker.Id> before = before();
    if (before.isPresent()) {
      try {
        end(database, worker, before.get());
      } catch (JdbiException e) {
        LOG.warn("the start before is left to its leases: {}", Database.words(e));
      }
    }
    Path fresh = folder.resolve(FILE + ".new");
    String text = worker.id() + "\n" + folder.toRealPath() + "\n";
    Durable.write(fresh, text.getBytes(StandardCharsets.UTF_8));
    Durable.move(fresh, folder.resolve(FILE));
  }

  private static void end(Database database, Worker worker, Worker.Id before) {
    boolean isOfThisHost =
        database.hosts().workers().stream()
            .map(HostTable.Listed::worker)
            .anyMatch(known -> known.id().equals(before) && known.host().equals(worker.host()));
    if (isOfThisHost) {
      database.hosts().leave(before);
      int tasks = database.tasks().giveBackAll(before);
      LOG.warn("worker {} has ended without a word; tasks that it had: {}", before, tasks);
    }
  }

  /** What cannot be read is of no start that is known. */
  private Optional<Worker.Id> before() {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(FILE));
      return lines.size() == 2 && lines.getLast().equals(folder.toRealPath().toString())
          ? Optional.of(new Worker.Id(UUID.fromString(lines.getFirst())))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
