package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.protocol.MinerId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sectorstore.json} in a path's root: what makes a folder a storage path.
 *
 * @param path without where it is reached, which the file does not say
 * @param withLimits whether the file names limits by type and miner; old releases do not know them
 */
public record PathMark(StoragePath path, boolean withLimits) {
  public static final String FILE = "sectorstore.json";

  private static final List<String> ALWAYS =
      List.of("ID", "Weight", "CanSeal", "CanStore", "MaxStorage");
  private static final List<String> GROUPS = List.of("Groups", "AllowTo");
  private static final List<String> LIMITS =
      List.of("AllowTypes", "DenyTypes", "AllowMiners", "DenyMiners");

  public PathMark {
    if (path.urls().isPresent()) {
      throw new IllegalArgumentException("a mark does not say where its path is reached");
    }
    if (!withLimits && !path.limits().equals(StoragePath.Limits.none())) {
      throw new IllegalArgumentException("limits of " + path.id() + " would be lost");
    }
  }

  /**
   * Reads the file's text.
   *
   * @param file its name, for the objection
   */
  public static PathMark parse(String file, String text) throws StorageFileDamaged {
    JsonNode object = StrictJson.object(file, text);
    StrictJson.require(file, object, ALWAYS);
    StrictJson.requireOnly(
        file, object, Stream.of(ALWAYS, GROUPS, LIMITS).flatMap(List::stream).toList());
    StoragePath path = StrictJson.decode(file, StorageJson.MARK, object);
    if (path.id().isBlank()) {
      throw new StorageFileDamaged(file, "has an empty ID");
    }
    requireKnown(file, path.limits());
    return new PathMark(path, LIMITS.stream().anyMatch(object::has));
  }

  /** Lotus ignores a misspelt type, so that what was denied is allowed; here it is refused. */
  private static void requireKnown(String file, StoragePath.Limits limits)
      throws StorageFileDamaged {
    for (String type : both(limits.allowTypes(), limits.denyTypes())) {
      if (Arrays.stream(FileType.values()).noneMatch(known -> known.wireName().equals(type))) {
        throw new StorageFileDamaged(file, "\"" + type + "\" is not a type of sector file");
      }
    }
    for (String miner : both(limits.allowMiners(), limits.denyMiners())) {
      try {
        MinerId.parse(miner);
      } catch (IllegalArgumentException e) {
        throw new StorageFileDamaged(file, String.valueOf(e.getMessage()));
      }
    }
  }

  private static List<String> both(Optional<List<String>> some, Optional<List<String>> others) {
    return Stream.of(some, others).flatMap(Optional::stream).flatMap(List::stream).toList();
  }

  /** The file's text as Lotus writes it. */
  public String text() {
    ObjectNode object = (ObjectNode) StorageJson.MARK.encode(path);
    if (!withLimits) {
      object.remove(LIMITS);
    }
    return RpcJson.writeIndented(object);
  }
}
