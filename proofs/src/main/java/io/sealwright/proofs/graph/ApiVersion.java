package io.sealwright.proofs.graph;

import io.sealwright.protocol.SealFamily;

/** The versions of the graph. They differ in the order of base parents and in one truncation. */
public enum ApiVersion {
  /** The node before comes last; expander parents are cut to 32 bits before they are scaled. */
  V1_0_0,
  /** The node before comes first. */
  V1_1_0,
  /** The graph of 1.1.0; only proofs of later phases differ. */
  V1_2_0;

  /** The version that a family of seal proofs uses. */
  public static ApiVersion of(SealFamily family) {
    return switch (family) {
      case V1 -> V1_0_0;
      case V1_1 -> V1_1_0;
      case SYNTHETIC, NON_INTERACTIVE -> V1_2_0;
    };
  }
}
