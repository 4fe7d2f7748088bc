package io.sealwright.proofs.porep;

import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.SectorSize;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The file that tells the reference where a replica's layers and trees are (section 4.5). */
public final class TAux {
  private static final byte SIZE_IS_KNOWN = 1;

  private TAux() {}

  /**
   * The file's content, in bincode.
   *
   * @param cacheFolder the absolute path the files are said to lie in
   */
  public static byte[] bytes(SectorSize size, String cacheFolder) {
    TreeShape shape = TreeShape.of(size);
    long base = shape.full().allNodes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    number(out, size.layers());
    for (int layer = 1; layer <= size.layers(); layer++) {
      store(out, cacheFolder, "layer-" + layer, size.nodes(), 0);
    }
    store(out, cacheFolder, "tree-d", 2 * size.nodes() - 1, 0);
    store(out, cacheFolder, "tree-r-last", base, shape.discardedRows());
    store(out, cacheFolder, "tree-c", base, 0);
    return out.toByteArray();
  }

  private static void store(
      ByteArrayOutputStream out, String folder, String id, long nodes, long discardedRows) {
    text(out, folder);
    text(out, id);
    out.write(SIZE_IS_KNOWN);
    number(out, nodes);
    number(out, discardedRows);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void number(ByteArrayOutputStream out, long value) {
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }
}
