package io.sealwright.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A path is detached while its host looks at it. */
final class DetachTest {
  private static final Instant NOW = Instant.parse("2026-11-27T04:00:00Z");
  private static final Host.Name HERE = new Host.Name("here");
  private static final StoragePath.Id PATH = new StoragePath.Id("one");
  private static final PathTable.Mount MOUNT =
      new PathTable.Mount(PATH, "/one", Set.of(StoragePath.Role.STORE), 10, 0, 9, 8, 0, "");

  private Optional<Runnable> meanwhile = Optional.empty();
  private String before = "";

  static List<DatabaseAddress> databases() {
    return TestDatabases.all();
  }

  /** Does something before a statement, or before a commit. */
  private DataSource between(DataSource real) {
    return proxy(
        DataSource.class,
        real,
        (_, result) ->
            result instanceof Connection connection
                ? proxy(Connection.class, connection, (_, answer) -> answer)
                : result);
  }

  private interface Change {
    Object of(String method, Object result);
  }

  private <T> T proxy(Class<T> type, T real, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            DetachTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, args) -> {
              boolean isIt =
                  method.getName().equals(before)
                      || (args != null && args[0] instanceof String sql && sql.startsWith(before));
              if (isIt && meanwhile.isPresent()) {
                Runnable once = meanwhile.get();
                meanwhile = Optional.empty();
                once.run();
              }
              try {
                return change.of(method.getName(), method.invoke(real, args));
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsSeenOfItLaterIsNotKept(DatabaseAddress address) throws Exception {
    try (Database operator = Database.open(address);
        Database host = Database.open(address, this::between)) {
      Worker worker = new Worker(new Worker.Id(UUID.randomUUID()), HERE, new Slots(Map.of()), NOW);
      host.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
      for (String moment : List.of("update host_path", "commit")) {
        operator.attachments().say(HERE, new Attachment(PATH, "/one", true), NOW);
        before = moment;
        meanwhile =
            Optional.of(
                () -> operator.attachments().say(HERE, new Attachment(PATH, "/one", false), NOW));
        host.paths().look(HERE, List.of(MOUNT), NOW);
        assertThat(meanwhile).as("before %s", moment).isEmpty();
        assertThat(host.paths().of(HERE)).as("before %s", moment).isEmpty();
      }
    }
  }
}
