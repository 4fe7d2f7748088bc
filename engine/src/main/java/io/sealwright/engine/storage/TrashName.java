package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The name of a file in a path's trash, which says all there is to know of it: {@code
 * 1772928000.sealed.s-t01000-43}. So trash can be emptied, and a file brought back, without any
 * record but the folder.
 *
 * @param until it can be brought back, in whole seconds
 */
public record TrashName(Instant until, FileType type, SectorId sector) {
  public TrashName {
    until = Instant.ofEpochSecond(until.getEpochSecond());
  }

  /** A file in the trash of a path. */
  public record On(String path, TrashName name) {}

  public String text() {
    return until.getEpochSecond() + "." + type.wireName() + "." + sector.fileName();
  }

  /** Reads a name; empty if it is none. */
  public static Optional<TrashName> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !parts[0].matches("[0-9]{1,11}")) {
      return Optional.empty();
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    return Arrays.stream(FileType.values())
        .filter(type -> type.wireName().equals(parts[1]))
        .findFirst()
        .flatMap(
            type -> PathLayout.sector(parts[2]).map(sector -> new TrashName(until, type, sector)));
  }
}
