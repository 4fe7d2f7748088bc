package io.sealwright.engine.recovery;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import java.util.List;

/**
 * Whose fault a wrong CommR is: this host's, or the original seal's. A host that miscomputes once
 * seldom makes the same mistake twice, so everything is computed a second time. Pure.
 *
 * @param earlier layer digests of an earlier attempt at the same replica; empty if there was none
 * @param now layer digests of this attempt
 * @param audit every label computed again from its stored parents
 * @param first CommR of this attempt's first phase 2
 * @param second CommR of a second phase 2 over the same layers
 */
record Triage(
    List<Bytes32> earlier, List<Bytes32> now, AuditVerdict audit, CommR first, CommR second) {

  /** The finding. */
  sealed interface Verdict {
    /** Two computations of the same thing differ. */
    record HostIsBad(String evidence, boolean labelsAreWrong) implements Verdict {}

    /** Everything came out the same again. */
    record OriginalDiffers() implements Verdict {}
  }

  Verdict verdict() {
    if (audit instanceof AuditVerdict.Wrong(int layer, long node)) {
      return new Verdict.HostIsBad(
          "layer %d node %d computes to another label than is stored".formatted(layer, node), true);
    }
    if (!first.equals(second)) {
      return new Verdict.HostIsBad(
          "a second phase 2 over the same layers gave CommR " + second.value(), false);
    }
    for (int i = 0; i < Math.min(earlier.size(), now.size()); i++) {
      if (!earlier.get(i).equals(now.get(i))) {
        return new Verdict.HostIsBad(
            "layer %d differs from that of an earlier attempt".formatted(i + 1), true);
      }
    }
    return new Verdict.OriginalDiffers();
  }

  /** The verdict for the report, with what to do. */
  static String words(Verdict verdict, CommR expected, CommR found) {
    String difference = "CommR is %s, expected %s: ".formatted(found.value(), expected.value());
    return difference
        + switch (verdict) {
          case Verdict.HostIsBad(String evidence, _) ->
              "this host is bad, "
                  + evidence
                  + "; check its memory and disk, and recover on another host";
          case Verdict.OriginalDiffers _ ->
              "this host computes the same labels and replica twice, so the original seal was"
                  + " different; check ticket, miner, sector number, proof and pieces";
        };
  }
}
