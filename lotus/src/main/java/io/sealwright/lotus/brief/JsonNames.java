package io.sealwright.lotus.brief;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The few names of fields that matter, found by their bytes without making a text of them. */
public final class JsonNames {
  private static final int SPREAD = 31;

  /** The parts of every answer. */
  private static final List<String> FRAME = List.of("id", "result", "error");

  /** Open addressing with room: a power of two, more than twice the names. */
  private final byte[][] bytes;

  private final String[] names;

  private JsonNames(int slots) {
    bytes = new byte[slots][];
    names = new String[slots];
    Arrays.fill(names, "");
  }

  /** These names, and those around every answer. */
  public static JsonNames of(String... wanted) {
    JsonNames table = new JsonNames(Integer.highestOneBit(wanted.length + FRAME.size()) * 4);
    List<String> all = new ArrayList<>(FRAME);
    all.addAll(List.of(wanted));
    for (String name : all) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      int slot = table.slot(utf8, 0, utf8.length);
      table.bytes[slot] = utf8;
      table.names[slot] = name;
    }
    return table;
  }

  /** The name with these bytes, or an empty text. */
  String find(byte[] utf8, int start, int end) {
    return names[slot(utf8, start, end)];
  }

  private int slot(byte[] utf8, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * SPREAD + utf8[i];
    }
    int slot = (hash ^ hash >>> 7) & bytes.length - 1;
    while (bytes[slot] != null
        && !Arrays.equals(bytes[slot], 0, bytes[slot].length, utf8, start, end)) {
      slot = slot + 1 & bytes.length - 1;
    }
    return slot;
  }
}
