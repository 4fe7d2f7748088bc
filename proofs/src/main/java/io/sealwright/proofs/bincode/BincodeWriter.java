package io.sealwright.proofs.bincode;

import io.sealwright.protocol.Bytes32;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/** Bytes that grow as values are written. */
public final class BincodeWriter {
  private static final int FIRST_SIZE = 1 << 12;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_SIZE).order(ByteOrder.LITTLE_ENDIAN);

  public <T> void list(List<T> items, Consumer<T> item) {
    number64(items.size());
    items.forEach(item);
  }

  public void node(Bytes32 node) {
    room(Bytes32.LENGTH).put(node.toBytes());
  }

  public void number32(long value) {
    room(Integer.BYTES).putInt((int) value);
  }

  public void number64(long value) {
    room(Long.BYTES).putLong(value);
  }

  /** What has been written. */
  public byte[] bytes() {
    byte[] bytes = new byte[buffer.position()];
    buffer.duplicate().flip().get(bytes);
    return bytes;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      buffer =
          ByteBuffer.allocate(2 * buffer.capacity())
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(buffer.flip());
    }
    return buffer;
  }
}
