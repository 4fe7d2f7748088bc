package io.sealwright.engine.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code CreateBackup} writes.
 *
 * <pre>
 *   82                      array(2)
 *     9f                    array without a length
 *       82 KEY VALUE        an entry: two byte strings; repeated
 *     ff                    its end
 *     58 20 CHECKSUM        SHA-256 of everything from 9f to ff
 *   83 KEY VALUE TIME       an entry of the log; repeated up to the end of the file
 * </pre>
 *
 * <p>The entries before the checksum are handed on before it has been read: what was done with them
 * counts only if reading ends without an exception. Source: Lotus, {@code lib/backupds}.
 */
public final class BackupFile {
  private static final int BUFFER = 1 << 16;
  private static final int PAIR = 0x82;
  private static final int LOG_ENTRY = 0x83;
  private static final int OPEN_ARRAY = 0x9f;
  private static final int BREAK = 0xff;

  private BackupFile() {}

  /** What is done with each entry, in the order of the file. */
  @FunctionalInterface
  public interface EntryVisitor {
    void visit(BackupEntry entry) throws BackupDamaged;
  }

  /** The lengths of a backup's parts. */
  public record Extent(long bytes, long entries, long logEntries) {}

  /** Reads a whole file. */
  public static Extent read(Path file, EntryVisitor visitor) throws IOException, BackupDamaged {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, visitor);
    }
  }

  /** Reads a stream to its end and leaves it open. */
  public static Extent read(InputStream stream, EntryVisitor visitor)
      throws IOException, BackupDamaged {
    BackupInput in = new BackupInput(new BufferedInputStream(stream, BUFFER));
    in.expect(PAIR, "the start of a backup");
    in.startDigest();
    in.expect(OPEN_ARRAY, "the list of entries");
    long entries = 0;
    for (int head = in.octet(); head != BREAK; head = in.octet()) {
      if (head != PAIR) {
        throw in.damaged("expected an entry or the end of the list");
      }
      visitor.visit(new BackupEntry(in.key(), in.value(), false));
      entries++;
    }
    in.checkDigest();
    long logEntries = log(in, visitor);
    return new Extent(in.position(), entries, logEntries);
  }

  private static long log(BackupInput in, EntryVisitor visitor) throws IOException, BackupDamaged {
    long entries = 0;
    for (int head = in.octetOrEnd(); head >= 0; head = in.octetOrEnd()) {
      if (head != LOG_ENTRY) {
        throw in.damaged("expected an entry of the log or the end of the file");
      }
      BackupEntry entry = new BackupEntry(in.key(), in.value(), true);
      in.time();
      visitor.visit(entry);
      entries++;
    }
    return entries;
  }
}
