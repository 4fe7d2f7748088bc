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

  Suspicion suspicion() {
    if (audit instanceof AuditVerdict.Wrong(int layer, long node)) {
      return new Suspicion.WrongLabel(layer, node);
    }
    if (!first.equals(second)) {
      return new Suspicion.OtherReplica(second);
    }
    for (int i = 0; i < Math.min(earlier.size(), now.size()); i++) {
      if (!earlier.get(i).equals(now.get(i))) {
        return new Suspicion.OtherLayer(i + 1);
      }
    }
    return new Suspicion.OriginalDiffers();
  }
}
