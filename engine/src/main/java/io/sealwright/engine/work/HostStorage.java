package io.sealwright.engine.work;

import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.engine.work.path.HostPath;
import io.sealwright.engine.work.path.PathRefused;
import io.sealwright.engine.work.path.PathWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage of a host while its worker runs: the paths of its configuration, and what operators
 * attach and detach meanwhile, which counts before it; and its part in checks.
 */
public final class HostStorage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HostStorage.class);

  private final Database database;
  private final Host.Name host;
  private final InstantSource clock;
  private final PathWatch watch;
  private final StorageChecks checks;
  private final Map<StoragePath.Id, Mount> unread = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<StoragePath.Id, String> troubles = new HashMap<>();
  private Set<Attachment> known = Set.of();
  private boolean asked = true;
  private List<Path> readOnly = List.of();

  /**
   * Looks at the paths, each at an interval of its own.
   *
   * @param paths of the configuration
   */
  public HostStorage(
      Database database, Host.Name host, List<HostPath> paths, Duration look, InstantSource clock) {
    this.database = database;
    this.host = host;
    this.clock = clock;
    this.checks = new StorageChecks(database, host, clock);
    this.watch = new PathWatch(paths, look, clock);
    follow(database.attachments().of(host));
  }

  /** Follows what operators say, again and again until it is closed. */
  public void start(Duration interval) {
    Thread.ofVirtual()
        .name("storage")
        .start(() -> {
          try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
              step();
            }
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Once. What changed is written down at once, and a check is taken part in. */
  public void step() {
    tell();
    try {
      List<Attachment> said = database.attachments().of(host);
      if (follow(said)) {
        database.paths().look(host, mounts(), clock.instant());
      }
      checks.step(mounts());
      if (!asked) {
        asked = true;
        LOG.warn("what operators say of paths is known again");
      }
    } catch (RuntimeException e) {
      if (asked) {
        asked = false;
        LOG.warn("what operators say of paths is not known: {}", Database.words(e));
      }
    }
  }

  /** Says in the log when a path goes away and when it is back, though nothing else answers. */
  private void tell() {
    List<Mount> now = mounts();
    now.forEach(this::tellOfTrouble);
    troubles.keySet().retainAll(now.stream().map(Mount::id).toList());
    List<Path> folders = readOnly();
    folders.stream()
        .filter(folder -> !readOnly.contains(folder))
        .forEach(folder ->
            LOG.warn("{} is mounted for reading only: nothing can be written to it", folder));
    readOnly = folders;
  }

  private void tellOfTrouble(Mount mount) {
    boolean isWell = mount.error().isEmpty();
    String before = isWell ? troubles.remove(mount.id()) : troubles.put(mount.id(), mount.error());
    if (before == null && !isWell) {
      LOG.warn("path {} at {} gets no work: {}", mount.id(), mount.folder(), mount.error());
    } else if (before != null && isWell) {
      LOG.warn("path {} at {} is well again", mount.id(), mount.folder());
    }
  }

  /** The folders to which nothing can be written, which may be meant. */
  public List<Path> readOnly() {
    return watch.readOnly();
  }

  /** Whether anything changed. A path that could not be read is tried again each time. */
  private boolean follow(List<Attachment> said) {
    Set<Attachment> now = new HashSet<>(said);
    if (now.equals(known) && unread.isEmpty()) {
      return false;
    }
    for (Attachment attachment : said) {
      if (attachment.wanted()) {
        attach(attachment);
      } else {
        unread.remove(attachment.path());
        watch.remove(attachment.path());
        if (!known.contains(attachment)) {
          LOG.warn("path {} is detached; {} is left alone", attachment.path(), attachment.folder());
        }
      }
    }
    known = now;
    return true;
  }

  private void attach(Attachment attachment) {
    try {
      HostPath path = HostPath.read(Path.of(attachment.folder()));
      if (!path.id().equals(attachment.path())) {
        unread(attachment, attachment.folder() + " is the path " + path.id() + " now");
        return;
      }
      watch.add(path);
      if (unread.remove(attachment.path()) != null || !known.contains(attachment)) {
        LOG.info("path {} is attached at {}", attachment.path(), attachment.folder());
      }
    } catch (IOException e) {
      unread(attachment, e.toString());
    } catch (PathRefused e) {
      unread(attachment, String.valueOf(e.getMessage()));
    }
  }

  private void unread(Attachment attachment, String error) {
    unread.put(
        attachment.path(),
        new Mount(attachment.path(), attachment.folder(), Set.of(), 0, 0, 0, 0, 0, error));
  }

  /** The paths as they were seen last; never waits. */
  public List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>(watch.mounts());
    mounts.addAll(unread.values());
    return List.copyOf(mounts);
  }

  @Override
  public void close() {
    closed.countDown();
    watch.close();
    checks.close();
  }
}
