package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are under a path's root, named as Lotus names them. What is none of Lotus's lies in
 * folders of the root with a dot: inside the folder of a type a name that is no sector's makes a
 * miner refuse the whole path.
 */
public record PathLayout(Path root) {
  /** Beside the sectors of a type: what is being fetched. */
  public static final String FETCHING = "fetching";

  private static final String TRASH = ".sealwright-trash";

  /** Instead of the length of a file that is not there. */
  private static final long GONE = -1;

  private static final Pattern SECTOR =
      Pattern.compile("s-t0(0|[1-9][0-9]{0,18})-(0|[1-9][0-9]{0,18})");

  public Path mark() {
    return root.resolve(PathMark.FILE);
  }

  public Path folder(FileType type) {
    return root.resolve(type.wireName());
  }

  /** The file of a type, or the folder. */
  public Path file(FileType type, SectorId sector) {
    return folder(type).resolve(sector.fileName());
  }

  /** Where what was taken from its place waits. */
  public Path trash() {
    return root.resolve(TRASH);
  }

  public Path trash(TrashName name) {
    return trash().resolve(name.text());
  }

  /** Whether all that proving a sector reads is here, by name and length. */
  public boolean isWhole(SectorId sector, SectorSize size) {
    return provenFrom(sector, size).entrySet().stream()
        .allMatch(file -> length(file.getKey()).equals(OptionalLong.of(file.getValue())));
  }

  /** Whether some of it is gone or has another length: more than that it could not be looked at. */
  public boolean isLost(SectorId sector, SectorSize size) {
    return provenFrom(sector, size).entrySet().stream()
        .anyMatch(file -> {
          OptionalLong length = length(file.getKey());
          return length.isPresent() && length.getAsLong() != file.getValue();
        });
  }

  /** The files that are read to prove a sector, with their lengths. */
  private Map<Path, Long> provenFrom(SectorId sector, SectorSize size) {
    Map<Path, Long> files = new LinkedHashMap<>();
    files.put(file(FileType.SEALED, sector), size.bytes());
    Path cache = file(FileType.CACHE, sector);
    Purpose.PROVE.cacheFiles(size).forEach((name, bytes) -> files.put(cache.resolve(name), bytes));
    return files;
  }

  /** In bytes, or that it is gone; none if it cannot be looked at. */
  private static OptionalLong length(Path file) {
    try {
      return OptionalLong.of(Files.size(file));
    } catch (NoSuchFileException _) {
      return OptionalLong.of(GONE);
    } catch (IOException _) {
      return OptionalLong.empty();
    }
  }

  /** Whether a type's files are folders. */
  public static boolean isFolder(FileType type) {
    return switch (type) {
      case CACHE, UPDATE_CACHE -> true;
      case UNSEALED, SEALED, UPDATE, PIECE -> false;
    };
  }

  /** The sector whose files have a name; empty for any other name. */
  public static Optional<SectorId> sector(String fileName) {
    Matcher name = SECTOR.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SectorId(
              new MinerId(Long.parseLong(name.group(1))), SectorNumber.parse(name.group(2))));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // A number beyond 2⁶³−1 is no sector's.
    }
  }
}
