package io.sealwright.devchain.chain;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.List;

/** Where a block's messages come from. */
@FunctionalInterface
public interface MessageSource {
  MessageSource NONE = (_, _, _) -> List.of();

  /**
   * Messages for the next block on a tipset, in an order in which they can be carried out.
   *
   * @param baseFee of the block
   * @param before what the blocks before it in the same tipset carry already
   */
  List<SignedMessage> messages(Tipset parent, TokenAmount baseFee, List<SignedMessage> before)
      throws IOException;
}
