package io.sealwright.proofs.window;

import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.post.PostFault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Why a sector is left out of a proof. */
public sealed interface Defect {
  /** A file of it cannot be read, or is not what it should be. */
  record OfFile(DiskFault fault) implements Defect {}

  /** The roots of the replica trees in its cache folder do not give CommR. */
  record OtherRoots(Path cache) implements Defect {}

  /** What was read does not prove it. */
  record OfPost(PostFault fault) implements Defect {}

  /** The time to read was over first. */
  record NotInTime() implements Defect {}

  /** Its parts in a cluster of storage paths. */
  enum Part {
    SEALED_FILE,
    CACHE_FOLDER
  }

  /**
   * No storage path that was listed has a part of it.
   *
   * @param unknown the paths that could not be listed
   */
  record Nowhere(Part part, List<Path> unknown) implements Defect {
    public Nowhere {
      unknown = List.copyOf(unknown);
    }
  }

  /** A bug, in the words of the failure. */
  record Bug(String told) implements Defect {}

  /** In the words of whoever looked for it. */
  record Told(String told) implements Defect {}

  /** A clause in the English of logs. */
  default String words() {
    return switch (this) {
      case OfFile(DiskFault fault) -> DiskWords.of(fault);
      case OtherRoots(Path cache) ->
          "the roots of the replica trees in " + cache + " do not give CommR";
      case OfPost(PostFault fault) -> fault.words();
      case NotInTime _ -> "was not read in time";
      case Nowhere(Part part, List<Path> unknown) when unknown.isEmpty() ->
          "no path has its " + words(part);
      case Nowhere(Part part, List<Path> unknown) ->
          "no path that could be listed has its %s; unknown: %s"
              .formatted(
                  words(part),
                  unknown.stream().map(Path::toString).collect(Collectors.joining(", ")));
      case Bug(String told) -> "a bug: " + told;
      case Told(String told) -> told;
    };
  }

  private static String words(Part part) {
    return switch (part) {
      case SEALED_FILE -> "sealed file";
      case CACHE_FOLDER -> "cache folder";
    };
  }
}
