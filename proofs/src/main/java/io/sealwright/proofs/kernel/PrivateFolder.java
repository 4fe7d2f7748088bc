package io.sealwright.proofs.kernel;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.file.Scratch;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A folder that nobody but this user (and root) can write to, for code that is going to be run.
 * That holds for the folders above it too: whoever may rename one of them may put another in its
 * place.
 */
record PrivateFolder(Path path) {
  private static final int ROOT = 0;
  private static final int STICKY = 01000;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** Makes the folder where it is missing, and checks it. */
  static PrivateFolder open(Path path) throws IOException {
    Path parent = path.normalize().getParent();
    if (parent == null || !path.isAbsolute()) {
      throw refused(path, "is no place for code");
    }
    Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Path folder = parent.toRealPath().resolve(path.getFileName());
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(folder, "is not a folder");
    }
    if (!Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      throw refused(folder, "is open to others; its permissions must be 0700");
    }
    if (owner(folder) != self(folder)) {
      throw refused(folder, "belongs to another user");
    }
    for (Path above = folder.getParent(); above != null; above = above.getParent()) {
      requireSafe(above, owner(folder));
    }
    return new PrivateFolder(folder);
  }

  /** Puts a file there, unless it is there with just this content. */
  Path put(String name, byte[] content) throws IOException {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || Files.size(file) != content.length
        || !Arrays.equals(Files.readAllBytes(file), content)) {
      write(file, content);
    }
    return file;
  }

  /** Other processes may be doing the same: each writes a file of its own and renames it. */
  private void write(Path file, byte[] content) throws IOException {
    Path fresh = Files.createTempFile(path, "new-", ".partial");
    try (PartialFile partial = PartialFile.of(file, fresh)) {
      partial.write(MemorySegment.ofArray(content), 0);
      partial.complete();
    }
  }

  private static void requireSafe(Path folder, int user) throws IOException {
    boolean shared =
        Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS_WRITE::contains);
    boolean sticky = ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    int owner = owner(folder);
    if (owner != ROOT && owner != user || shared && !sticky) {
      throw refused(folder, "can be changed by other users");
    }
  }

  private static int owner(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /** This user's number, which Java tells by what a new file gets. */
  private static int self(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "owner", "");
    try {
      return owner(probe);
    } finally {
      Scratch.discard(probe);
    }
  }

  private static FileSystemException refused(Path path, String reason) {
    return new FileSystemException(path.toString(), null, reason);
  }
}
