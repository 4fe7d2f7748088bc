package io.sealwright.devchain.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writing small files at once, with the permissions that Lotus gives them. */
public final class SmallFile {
  /** For the owner's eyes only. */
  public static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

  /** Readable by all. */
  public static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> PRIVATE_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private SmallFile() {}

  /** Writes a text in place of any there was; nobody sees a part of it. */
  public static void write(Path file, String content, Set<PosixFilePermission> permissions)
      throws IOException {
    Path beside = file.resolveSibling("." + file.getFileName() + ".partial");
    Scratch.discard(beside);
    Files.createFile(beside, PosixFilePermissions.asFileAttribute(permissions));
    Files.setPosixFilePermissions(beside, permissions);
    try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    sync(file.resolveSibling(""));
  }

  /** Makes a folder that only its owner may enter, if it is not there. */
  public static void makePrivateFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PRIVATE_FOLDER);
    }
  }

  private static void sync(Path folder) throws IOException {
    Path existing = folder.toString().isEmpty() ? Path.of(".") : folder;
    try (FileChannel channel = FileChannel.open(existing, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
