package io.sealwright.engine.recovery.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place of the engine that deletes, and only what was never published: a sector's temporary
 * folder, a staging folder. Links are removed, not followed.
 */
public final class Scratch {
  private Scratch() {}

  /** Removes one file, if it is there. */
  public static void discard(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Removes a folder and everything in it, if it is there. */
  public static void discardFolder(Path folder) throws IOException {
    discardFolder(folder, Set.of());
  }

  /** The same, but leaves the direct children named, and the folder with them. */
  public static void discardFolder(Path folder, Set<Path> except) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(folder, new Remover(folder, except));
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Set<Path> except;

    Remover(Path root, Set<Path> except) {
      this.root = root;
      this.except = except;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!except.contains(file)) {
        Files.deleteIfExists(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      if (except.isEmpty() || !folder.equals(root)) {
        Files.deleteIfExists(folder);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
