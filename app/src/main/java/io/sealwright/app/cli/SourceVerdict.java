package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.Verdict;
import java.util.List;

/** How a command ends that looked for sectors' facts. */
final class SourceVerdict {
  private SourceVerdict() {}

  /**
   * Passes a search that found every sector.
   *
   * @param done what becomes of a sector that is found, in the words of errors
   */
  static void requireAll(SourceOptions.Found found, String done) throws CommandFailure {
    List<Finding> missing =
        found.findings().stream().filter(f -> !(f.verdict() instanceof Verdict.Known)).toList();
    if (!missing.isEmpty()) {
      throw failure(found, missing, done);
    }
  }

  private static CommandFailure failure(
      SourceOptions.Found found, List<Finding> missing, String done) {
    boolean nothing = missing.size() == found.findings().size();
    if (nothing && found.cutOff().isPresent()) {
      return found.cutOff().get();
    }
    Finding first = missing.getFirst();
    String what =
        "%d of %d sectors cannot be %s: %s: %s"
            .formatted(
                missing.size(),
                found.findings().size(),
                done,
                first.sector(),
                FindingFacts.reason(first.verdict()).orElseThrow());
    if (nothing && missing.stream().allMatch(f -> f.verdict() instanceof Verdict.Nowhere)) {
      return CommandFailure.invalid(what, "check the miner and the number");
    }
    return nothing && missing.stream().allMatch(Finding::wasCutOff)
        ? CommandFailure.unreachable(what, "the report tells who did not answer")
        : CommandFailure.failed(what, "the report tells what each source said");
  }
}
