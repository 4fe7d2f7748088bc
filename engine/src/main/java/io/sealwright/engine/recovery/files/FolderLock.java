package io.sealwright.engine.recovery.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder held by one process at a time, by a locked file inside it. The system lets go of the
 * lock when the holder dies, however it dies.
 *
 * <p>A holder that has finished removes the folder while it holds it. Whoever opened the file just
 * before gets a lock on a file that has no name any more, so it looks again under the name. And as
 * the system drops a process's locks on a file when <em>any</em> descriptor of that file is closed,
 * this process never opens a lock file that it holds: what it holds it remembers.
 */
public final class FolderLock implements AutoCloseable {
  private static final String FILE = "lock";

  /** The lock files that this process holds, or is about to open. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private Path file;

  private FolderLock(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /** The file that is locked in a folder, for whoever removes everything beside it. */
  public static Path in(Path folder) {
    return folder.resolve(FILE);
  }

  /** Makes the folder if need be and takes it; empty when somebody else has it. */
  public static Optional<FolderLock> take(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = in(folder.toRealPath());
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = open(file);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(file);
      }
    }
  }

  private static Optional<FolderLock> open(Path file) throws IOException {
    while (true) {
      Object before = identity(file);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      boolean sameWhenOpened = before.equals(identity(file));
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      if (sameWhenOpened && before.equals(identity(file))) {
        return Optional.of(new FolderLock(channel, file));
      }
      channel.close(); // The holder before us removed the folder: look again under the name.
    }
  }

  /** What tells the file under this name from any other; the file is made if it is not there. */
  private static Object identity(Path file) throws IOException {
    while (true) {
      try {
        Files.createDirectories(file.resolveSibling(""));
        Files.createFile(file);
      } catch (FileAlreadyExistsException _) {
        // Somebody made it before.
      }
      try {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return Objects.requireNonNullElse(key, file);
      } catch (NoSuchFileException _) {
        // Somebody removed it since.
      }
    }
  }

  /** Renames the folder, within one file system, and goes on holding it. */
  public void moveTo(Path folder) throws IOException {
    Path moved = in(folder.toAbsolutePath().resolveSibling(".").toRealPath().resolve(name(folder)));
    if (!HELD.add(moved)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path before = file;
    boolean done = false;
    try {
      Files.move(file.resolveSibling(""), folder, StandardCopyOption.ATOMIC_MOVE);
      file = moved;
      done = true;
    } finally {
      HELD.remove(done ? before : moved);
    }
  }

  private static Path name(Path folder) {
    return Objects.requireNonNull(folder.getFileName());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
