package io.sealwright.proofs.graph;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.file.Scratch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Partial files for a target that rivals, other threads or processes, may be making as well. Each
 * has a name of its own and is locked while it is written, so what a killed process left behind is
 * told from what a living one is writing.
 */
final class RivalFile {
  private static final String SUFFIX = ".tmp";

  private RivalFile() {}

  /** Begins a file beside {@code target}, after removing what dead rivals left. */
  static PartialFile beside(Path target) throws IOException {
    removeAbandoned(target);
    while (true) {
      Path partial = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + SUFFIX);
      PartialFile file = PartialFile.of(target, partial);
      if (file.channel().tryLock() != null && Files.exists(partial)) {
        return file; // The lock is released when the channel is closed.
      }
      file.close(); // A rival came before the lock and took it for abandoned.
    }
  }

  private static void removeAbandoned(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    String pattern = target.getFileName() + ".*-*" + SUFFIX;
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      for (Path path : found) {
        if (isAbandoned(path)) {
          Scratch.discard(path);
        }
      }
    }
  }

  private static boolean isAbandoned(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false; // Gone by now, not ours to judge, or written by this very process.
    }
  }
}
