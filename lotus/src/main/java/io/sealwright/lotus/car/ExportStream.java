package io.sealwright.lotus.car;

import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;

/**
 * The chunks a node exports a snapshot in, put together again. An empty chunk says that the export
 * is whole; without it, the node gave up, for which the protocol has no words, or the connection
 * was lost.
 */
public final class ExportStream {
  /** Bytes of a chunk. */
  static final int MAX_CHUNK = 1 << 20;

  private final OutputStream out;
  private boolean whole;

  public ExportStream(OutputStream out) {
    this.out = out;
  }

  /** Takes the next chunk, in padded base64. */
  public void chunk(String base64) throws IOException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new SnapshotRefused("a chunk of the export is not base64", e);
    }
    chunk(ByteString.of(bytes));
  }

  /** Takes the next chunk. */
  public void chunk(ByteString chunk) throws IOException {
    if (whole) {
      throw new SnapshotRefused("the export goes on after its end");
    }
    if (chunk.size() > MAX_CHUNK) {
      throw new SnapshotRefused("a chunk of %d bytes".formatted(chunk.size()));
    }
    whole = chunk.isEmpty();
    out.write(chunk.toBytes());
  }

  /** To be called when the channel has closed. */
  public void end() throws SnapshotRefused {
    if (!whole) {
      throw new SnapshotRefused(
          "the export has no end: the node broke it off, or the connection was lost");
    }
  }
}
