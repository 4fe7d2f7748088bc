package io.sealwright.engine.recovery.source;

import io.sealwright.protocol.CommD;
import java.util.Optional;

/** What whoever seals a sector again should know. */
public sealed interface Remark {
  /** Nothing judges its CommR: the chain could not be asked, in the words of the failure. */
  record ChainNotAsked(String words) implements Remark {}

  /** Nothing judges its CommR: the chain does not have the sector now. */
  record NotOnChain() implements Remark {}

  /** It is the CommR of the key, and the upgrade is not made again. */
  record Upgraded() implements Remark {}

  /** It has data, and no source knows which pieces. */
  record PiecesUnknown(Optional<CommD> commD) implements Remark {}
}
