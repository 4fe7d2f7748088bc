package io.sealwright.protocol.cbor;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes items one after another, each in its canonical form. Whoever announces an array or a map
 * of n must write its n items (a map's in canonical order): {@link CborTuple} and {@link Ipld} do.
 */
public final class CborWriter {
  private static final int ONE_BYTE = 24;
  private static final int TWO_BYTES = 25;
  private static final int FOUR_BYTES = 26;
  private static final int EIGHT_BYTES = 27;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A number of 64 bits without sign. */
  public void unsigned(long value) {
    head(Major.UNSIGNED, value);
  }

  public void signed(long value) {
    if (value < 0) {
      head(Major.NEGATIVE, ~value);
    } else {
      head(Major.UNSIGNED, value);
    }
  }

  /** The number −1 − n, for n of 64 bits without sign. */
  void negative(long n) {
    head(Major.NEGATIVE, n);
  }

  public void bytes(ByteString value) {
    head(Major.BYTES, value.size());
    out.writeBytes(value.toBytes());
  }

  /** A text with half of a surrogate pair has no UTF-8 and is an IllegalArgumentException. */
  public void text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (!new String(utf8, StandardCharsets.UTF_8).equals(value)) {
      throw new IllegalArgumentException("a text has no UTF-8");
    }
    head(Major.TEXT, utf8.length);
    out.writeBytes(utf8);
  }

  public void array(int items) {
    head(Major.ARRAY, items);
  }

  public void map(int entries) {
    head(Major.MAP, entries);
  }

  /** A link: tag 42 over the CID's bytes after a zero, which stands for binary multibase. */
  public void cid(Cid value) {
    head(Major.TAG, Major.CID_TAG);
    bytes(ByteString.of((byte) 0).plus(value.toBytes()));
  }

  public void bool(boolean value) {
    out.write(Major.SIMPLE.firstByte(value ? Major.TRUE : Major.FALSE));
  }

  public void nothing() {
    out.write(Major.SIMPLE.firstByte(Major.NULL));
  }

  /** A finite number; anything else is an IllegalArgumentException. */
  public void float64(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(value + " has no form in DAG-CBOR");
    }
    out.write(Major.SIMPLE.firstByte(Major.FLOAT_64));
    bigEndian(Double.doubleToRawLongBits(value), Long.BYTES);
  }

  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void head(Major major, long argument) {
    if (argument >= 0 && argument < ONE_BYTE) {
      out.write(major.firstByte((int) argument));
    } else if (argument >>> Byte.SIZE == 0) {
      head(major, ONE_BYTE, argument, Byte.BYTES);
    } else if (argument >>> Short.SIZE == 0) {
      head(major, TWO_BYTES, argument, Short.BYTES);
    } else if (argument >>> Integer.SIZE == 0) {
      head(major, FOUR_BYTES, argument, Integer.BYTES);
    } else {
      head(major, EIGHT_BYTES, argument, Long.BYTES);
    }
  }

  private void head(Major major, int marker, long argument, int length) {
    out.write(major.firstByte(marker));
    bigEndian(argument, length);
  }

  private void bigEndian(long value, int length) {
    for (int i = length - 1; i >= 0; i--) {
      out.write((int) (value >>> (i * Byte.SIZE)));
    }
  }
}
