package io.sealwright.app.cli.post;

import io.sealwright.app.shell.FaultWords;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.post.PostFault;
import io.sealwright.proofs.window.Defect;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** Why a sector would be faulty, in words and as the words that scripts go by. */
record DefectWords(ResourceBundle words) {
  /** A stable word. */
  static String kind(Defect defect) {
    return switch (defect) {
      case Defect.OfFile _ -> "file";
      case Defect.OtherRoots _ -> "tree_roots";
      case Defect.OfPost _ -> "openings";
      case Defect.NotInTime _ -> "not_in_time";
      case Defect.Nowhere _ -> "nowhere";
      case Defect.Bug _ -> "bug";
      case Defect.Told _ -> "told";
    };
  }

  String of(Defect defect) {
    return switch (defect) {
      case Defect.OfFile(DiskFault fault) -> new FaultWords(words).of(fault);
      case Defect.OtherRoots(Path cache) -> say("tree_roots", cache);
      case Defect.OfPost(PostFault fault) -> of(fault);
      case Defect.NotInTime _ -> say("not_in_time");
      case Defect.Nowhere(Defect.Part part, List<Path> unknown) -> nowhere(part, unknown);
      case Defect.Bug(String told) -> say("bug", told);
      case Defect.Told(String told) -> told;
    };
  }

  private String of(PostFault fault) {
    return switch (fault) {
      case PostFault.OtherReplica _ -> say("other_replica");
      case PostFault.BadRoots _ -> say("bad_roots");
      case PostFault.OtherCount(int found, int expected) -> say("other_count", found, expected);
      case PostFault.NotInTree(long leaf) -> say("not_in_tree", leaf);
    };
  }

  private String nowhere(Defect.Part part, List<Path> unknown) {
    String name =
        switch (part) {
          case SEALED_FILE -> say("sealed_file");
          case CACHE_FOLDER -> say("cache_folder");
        };
    return unknown.isEmpty()
        ? say("nowhere", name)
        : say(
            "nowhere.unknown",
            name,
            unknown.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private String say(String key, Object... blanks) {
    return words.getString("defect." + key).formatted(blanks);
  }
}
