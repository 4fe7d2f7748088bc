package io.sealwright.engine.work;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.storage.shared.Sight;
import io.sealwright.engine.store.CheckTable.Check;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.work.path.PathProbe;
import io.sealwright.lotus.rpc.RpcJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's part in checks of storage. Each path is looked at on a thread of its own, which a mount
 * that hangs keeps for good: then no report comes, and that is the finding.
 */
final class StorageChecks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StorageChecks.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** What was changed later than this before a check is not compared. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private final Database database;
  private final Host.Name host;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<UUID> begun = Optional.empty();

  StorageChecks(Database database, Host.Name host, InstantSource clock) {
    this.database = database;
    this.host = host;
    this.clock = clock;
  }

  /** Takes part in a check that goes on, if it has not yet. */
  void step(List<Mount> mounts) {
    Optional<Check> going = database.checks().going(clock.instant());
    if (going.isEmpty() || going.map(Check::id).equals(begun)) {
      return;
    }
    Check check = going.get();
    begun = Optional.of(check.id());
    for (Mount mount : mounts) {
      PathProbe probe =
          new PathProbe(
              check.id(),
              host.name(),
              mount.id().id(),
              Path.of(mount.folder()),
              check.asked().minus(SETTLED));
      Thread.ofPlatform()
          .daemon()
          .name("check-" + mount.id())
          .start(() -> takePart(check, probe, mount));
    }
  }

  private void takePart(Check check, PathProbe probe, Mount mount) {
    try {
      Sight sight = probe.look();
      report(check, mount, sight);
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS) && isGoing(check)) {
        Sight now = sight.error().isEmpty() ? sight.withSeen(probe.seen()) : sight;
        if (!now.equals(sight)) {
          sight = now;
          report(check, mount, sight);
        }
      }
      probe.end();
    } catch (IOException | RuntimeException e) {
      LOG.warn("check of path {}: {}", mount.id(), e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isGoing(Check check) {
    return database.checks().going(clock.instant()).map(Check::id).equals(Optional.of(check.id()));
  }

  private void report(Check check, Mount mount, Sight sight) {
    database.checks().report(check.id(), host, mount.id(), RpcJson.write(Sight.FORM.encode(sight)));
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
