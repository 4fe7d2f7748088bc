package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import java.util.List;
import java.util.Map;

/**
 * What lies on a path.
 *
 * @param path its id
 */
public record Listing(String path, List<Entry> entries) {
  public Listing {
    entries = List.copyOf(entries);
  }

  /**
   * A name in the folder of a type.
   *
   * @param bytes of a file, 0 of a folder
   * @param contents of a folder: bytes by name
   */
  public record Entry(FileType type, String name, long bytes, Map<String, Long> contents) {
    public Entry {
      contents = Map.copyOf(contents);
    }

    public static Entry file(FileType type, String name, long bytes) {
      return new Entry(type, name, bytes, Map.of());
    }

    public static Entry folder(FileType type, String name, Map<String, Long> contents) {
      return new Entry(type, name, 0, contents);
    }
  }

  /** Names that are no sector's: a miner refuses to attach a path that has any. */
  public List<Entry> foreign() {
    return entries.stream()
        .filter(entry -> !entry.name().equals(PathLayout.FETCHING))
        .filter(entry -> PathLayout.sector(entry.name()).isEmpty())
        .toList();
  }
}
