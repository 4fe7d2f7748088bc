package io.sealwright.proofs.graph;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What this program found when it last digested a cache file: one line beside the file, so that the
 * reference's own file stays as it is.
 *
 * @param bytes length of the file then
 * @param changedNanos time of its last change then, in nanoseconds since 1970; where the system has
 *     it the inode's, which nobody can set back
 */
record CheckedNote(Bytes32 digest, long bytes, long changedNanos) {
  private static final String SUFFIX = ".checked";
  private static final int LONGEST = 256;

  static CheckedNote of(Path file, Bytes32 digest) throws IOException {
    return new CheckedNote(digest, Files.size(file), changed(file).to(TimeUnit.NANOSECONDS));
  }

  private static FileTime changed(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? (FileTime) Files.getAttribute(file, "unix:ctime")
        : Files.getLastModifiedTime(file);
  }

  /** The note beside a file; none if it is missing or not a note. */
  static Optional<CheckedNote> read(Path file) throws IOException {
    try (var in = Files.newInputStream(path(file))) {
      return parse(new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<CheckedNote> parse(String line) {
    String[] fields = line.strip().split(" ", -1);
    if (fields.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new CheckedNote(
              Bytes32.fromHex(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Not written by us: as good as none.
    }
  }

  void write(Path file) throws IOException {
    String line = "%s %d %d\n".formatted(digest.hex(), bytes, changedNanos);
    try (PartialFile note = RivalFile.beside(path(file))) {
      note.write(MemorySegment.ofArray(line.getBytes(StandardCharsets.US_ASCII)), 0);
      note.complete();
    }
  }

  private static Path path(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }
}
