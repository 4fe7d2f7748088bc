package io.sealwright.proofs.bincode;

import io.sealwright.protocol.Bytes32;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes values from bytes. Bytes that end early, or hold what cannot be, are a {@link Damaged}. */
public final class BincodeReader {
  private final ByteBuffer buffer;

  public BincodeReader(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes are not what they should be. Whoever reads a whole structure words it for its caller. */
  public static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  /** Reads a structure that takes all bytes. */
  public static <T> T whole(byte[] bytes, Function<BincodeReader, T> structure) throws Damaged {
    BincodeReader reader = new BincodeReader(bytes);
    try {
      T value = structure.apply(reader);
      if (reader.buffer.hasRemaining()) {
        throw new IllegalArgumentException(reader.buffer.remaining() + " bytes too many");
      }
      return value;
    } catch (BufferUnderflowException e) {
      throw new Damaged("it ends early", e);
    } catch (IllegalArgumentException e) {
      throw new Damaged(String.valueOf(e.getMessage()), e);
    }
  }

  /** A list; its length is believed only as far as there are bytes for it. */
  public <T> List<T> list(Supplier<T> item) {
    long size = buffer.getLong();
    if (size < 0 || size > buffer.remaining()) {
      throw new IllegalArgumentException("a list of " + size + " items");
    }
    List<T> items = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      items.add(item.get());
    }
    return items;
  }

  public Bytes32 node() {
    byte[] bytes = new byte[Bytes32.LENGTH];
    buffer.get(bytes);
    return Bytes32.of(bytes);
  }

  public int number32() {
    return buffer.getInt();
  }

  public long number64() {
    return buffer.getLong();
  }

  /** A number in 64 bits that must fit an {@code int}. */
  public int smallNumber64() {
    long value = buffer.getLong();
    if (value != (int) value) {
      throw new IllegalArgumentException(value + " where only a small number can be");
    }
    return (int) value;
  }
}
