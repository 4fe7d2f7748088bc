package io.sealwright.engine.recovery;

import io.sealwright.protocol.CommR;

/** Whose fault a wrong CommR is. */
public sealed interface Suspicion {
  /** This host's: two computations of the same thing differ. */
  sealed interface HostIsBad extends Suspicion {}

  /** A stored label is not what its parents give; {@code layer} from 1, {@code node} from 0. */
  record WrongLabel(int layer, long node) implements HostIsBad {}

  /** A second phase 2 over the same layers gave another CommR. */
  record OtherReplica(CommR second) implements HostIsBad {}

  /** A layer, from 1, differs from that of an earlier attempt. */
  record OtherLayer(int layer) implements HostIsBad {}

  /** The original seal's: everything came out the same again. */
  record OriginalDiffers() implements Suspicion {}

  /** Whether the layers that are there must not be continued from. */
  default boolean labelsAreWrong() {
    return switch (this) {
      case WrongLabel _, OtherLayer _ -> true;
      case OtherReplica _, OriginalDiffers _ -> false;
    };
  }
}
