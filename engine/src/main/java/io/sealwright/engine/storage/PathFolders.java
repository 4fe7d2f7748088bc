package io.sealwright.engine.storage;

import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.rpc.RpcJson;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** {@code storage.json} in a miner's or worker's repository: the folders of its paths, in order. */
public record PathFolders(List<String> folders) {
  public static final String FILE = "storage.json";

  private static final String PATHS = "StoragePaths";
  private static final List<String> OF_PATH = List.of("Path");

  public PathFolders {
    folders = List.copyOf(folders);
  }

  /**
   * Reads the file's text.
   *
   * @param file its name, for the objection
   */
  public static PathFolders parse(String file, String text) throws StorageFileDamaged {
    JsonNode object = StrictJson.object(file, text);
    StrictJson.require(file, object, List.of(PATHS));
    StrictJson.requireOnly(file, object, List.of(PATHS));
    for (JsonNode path : object.get(PATHS).values()) {
      StrictJson.requireOnly(file, path, OF_PATH);
    }
    List<String> folders = StrictJson.decode(file, StorageJson.FOLDERS, object);
    for (String folder : folders) {
      if (folder.isBlank()) {
        throw new StorageFileDamaged(file, "has an empty path");
      }
    }
    return new PathFolders(folders);
  }

  /** The list with a folder attached; one that is there already is not listed twice. */
  public PathFolders with(String folder) {
    return folders.contains(folder)
        ? this
        : new PathFolders(Stream.concat(folders.stream(), Stream.of(folder)).toList());
  }

  /** The list with a folder detached. */
  public PathFolders without(String folder) {
    return new PathFolders(folders.stream().filter(some -> !some.equals(folder)).toList());
  }

  /** The file's text as Lotus writes it. */
  public String text() {
    return RpcJson.writeIndented(StorageJson.FOLDERS.encode(folders));
  }
}
