package io.sealwright.engine.backup;

import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Reads the few CBOR items a backup's frame is made of. Lengths are believed only up to a limit:
 * the key of an entry has some tens of bytes, a sector record at most some megabytes.
 */
final class BackupInput {
  static final int MAX_KEY = 4 << 10;
  static final int MAX_VALUE = 64 << 20;

  private static final int MAJOR_SHIFT = 5;
  private static final int ARGUMENT = 0x1f;
  private static final int FIRST_MARKER = 24;
  private static final int LAST_MARKER = 27;
  private static final int BYTES = 2;
  private static final int NEGATIVE = 1;
  private static final int DIGEST_BYTES = 32;

  private final DigestInputStream in;
  private long position;

  BackupInput(InputStream in) {
    this.in = new DigestInputStream(in, sha256());
    this.in.on(false);
  }

  long position() {
    return position;
  }

  void startDigest() {
    in.on(true);
  }

  /** Reads the checksum and compares it with what was read since {@link #startDigest}. */
  void checkDigest() throws IOException, BackupDamaged {
    in.on(false);
    ByteString computed = ByteString.of(in.getMessageDigest().digest());
    if (length(DIGEST_BYTES, "the checksum") != DIGEST_BYTES) {
      throw damaged("the checksum has not " + DIGEST_BYTES + " bytes");
    }
    ByteString written = exactly(DIGEST_BYTES);
    if (!written.equals(computed)) {
      throw damaged(
          "the checksum does not match: the file says %s, its contents give %s"
              .formatted(written, computed));
    }
  }

  void expect(int octet, String what) throws IOException, BackupDamaged {
    if (octet() != octet) {
      throw damaged("expected " + what);
    }
  }

  int octet() throws IOException, BackupDamaged {
    int octet = octetOrEnd();
    if (octet < 0) {
      throw endTooSoon();
    }
    return octet;
  }

  /** The next byte, or −1 at the end. */
  int octetOrEnd() throws IOException {
    int octet = in.read();
    position += octet < 0 ? 0 : 1;
    return octet;
  }

  String key() throws IOException, BackupDamaged {
    ByteString key = exactly(length(MAX_KEY, "the key of an entry"));
    return new String(key.toBytes(), StandardCharsets.UTF_8);
  }

  ByteString value() throws IOException, BackupDamaged {
    return exactly(length(MAX_VALUE, "the value of an entry"));
  }

  /** Moves past a number. */
  void time() throws IOException, BackupDamaged {
    int head = octet();
    if (head >>> MAJOR_SHIFT > NEGATIVE) {
      throw damaged("expected the time of an entry of the log");
    }
    argument(head);
  }

  BackupDamaged damaged(String what) {
    return new BackupDamaged("at byte " + position + ": " + what);
  }

  private BackupDamaged endTooSoon() {
    return damaged("the file ends too soon: it was cut short");
  }

  private int length(int most, String what) throws IOException, BackupDamaged {
    int head = octet();
    if (head >>> MAJOR_SHIFT != BYTES) {
      throw damaged("expected " + what);
    }
    long length = argument(head);
    if (length < 0 || length > most) {
      throw damaged(
          "%s has %s bytes, more than %d".formatted(what, Long.toUnsignedString(length), most));
    }
    return (int) length;
  }

  private long argument(int head) throws IOException, BackupDamaged {
    int argument = head & ARGUMENT;
    if (argument < FIRST_MARKER) {
      return argument;
    }
    if (argument > LAST_MARKER) {
      throw damaged("a length that is not given");
    }
    long value = 0;
    for (int i = 0; i < 1 << argument - FIRST_MARKER; i++) {
      value = value << Byte.SIZE | octet();
    }
    return value;
  }

  private ByteString exactly(int length) throws IOException, BackupDamaged {
    byte[] bytes = in.readNBytes(length);
    position += bytes.length;
    if (bytes.length < length) {
      throw endTooSoon();
    }
    return ByteString.of(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
