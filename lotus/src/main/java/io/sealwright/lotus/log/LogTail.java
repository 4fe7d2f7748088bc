package io.sealwright.lotus.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file, from its beginning, and then those that are added. A file that was rotated
 * away (another has its name, or it has become shorter) is read to its end, and then the one that
 * has its name now from its beginning. A gzip file is read once. For one thread.
 */
public final class LogTail implements Closeable {
  /** Bytes of one line; what is longer is cut. */
  public static final int MAX_LINE = 1 << 20;

  private static final int CHUNK = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path file;
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private InputStream in;
  private Optional<Object> identity;
  private long read;
  private final boolean compressed;

  private LogTail(Path file, InputStream in, Optional<Object> identity, boolean compressed) {
    this.file = file;
    this.in = in;
    this.identity = identity;
    this.compressed = compressed;
  }

  /** Opens a file, plain or gzip. */
  public static LogTail open(Path file) throws IOException {
    boolean compressed = isGzip(file);
    InputStream in = Files.newInputStream(file);
    if (compressed) {
      in = new GZIPInputStream(in, CHUNK);
    }
    return new LogTail(file, in, identity(file), compressed);
  }

  /**
   * The lines that have been completed since the last call, at most about a chunk of them; none if
   * there is nothing new.
   */
  public List<String> more() throws IOException {
    List<String> lines = new ArrayList<>();
    byte[] chunk = new byte[CHUNK];
    while (lines.isEmpty()) {
      int count = in.read(chunk);
      if (count <= 0) {
        if (!compressed && isReplaced()) {
          addPartial(lines);
          reopen();
        }
        return lines;
      }
      read += count;
      split(chunk, count, lines);
    }
    return lines;
  }

  private void split(byte[] chunk, int count, List<String> lines) {
    for (int i = 0; i < count; i++) {
      if (chunk[i] == '\n') {
        addPartial(lines);
      } else if (partial.size() < MAX_LINE) {
        partial.write(chunk[i]);
      }
    }
  }

  /** How many bytes were read of the file that has the name now. */
  public long bytes() {
    return read;
  }

  /** The last line, if it does not end with a line break. */
  public Optional<String> rest() {
    List<String> lines = new ArrayList<>();
    addPartial(lines);
    return lines.stream().findFirst();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void addPartial(List<String> lines) {
    if (partial.size() > 0) {
      String line = partial.toString(StandardCharsets.UTF_8);
      lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      partial.reset();
    }
  }

  /** Whether what has the name now is another file, or the same begun anew. */
  private boolean isReplaced() throws IOException {
    try {
      return !Objects.equals(identity, identity(file)) || Files.size(file) < read;
    } catch (NoSuchFileException _) {
      return false; // Between the two steps of a rotation: it comes back, or ends here.
    }
  }

  private void reopen() throws IOException {
    InputStream fresh = Files.newInputStream(file);
    in.close();
    in = fresh;
    identity = identity(file);
    read = 0;
  }

  private static Optional<Object> identity(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  private static boolean isGzip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    }
  }
}
