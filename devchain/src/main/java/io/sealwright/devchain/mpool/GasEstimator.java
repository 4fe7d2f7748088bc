package io.sealwright.devchain.mpool;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import java.io.IOException;

/** What a message should offer for gas, by the formulas of a Lotus node. */
public interface GasEstimator {
  /** A fee cap that holds if the base fee rises for so many epochs. */
  TokenAmount feeCap(Message message, long maxEpochs) throws IOException;

  /** The premium that gets into one of the next blocks. */
  TokenAmount premium(long blocks) throws IOException;

  /** The gas a message takes on top of its sender's pending ones. */
  long gasLimit(Message message, TipsetKey tipset) throws MessageRefused, IOException;

  /** The message with its zero gas fields filled in. */
  Message fill(Message message, SendSpec spec, TipsetKey tipset) throws MessageRefused, IOException;
}
