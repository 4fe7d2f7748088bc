package io.sealwright.devchain.vm;

import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import java.io.IOException;
import java.util.List;

/** Turns one state of the chain into the next. */
public interface StateMachine {
  /**
   * The state after a tipset, and a receipt for each of its messages, in their order.
   *
   * @param applied all messages, those the chain itself sent included
   */
  record Outcome(Cid state, List<Receipt> receipts, List<Applied> applied) {
    public Outcome {
      receipts = List.copyOf(receipts);
      applied = List.copyOf(applied);
    }
  }

  /** What a message would do; {@code reason} is empty if it went well. */
  record Trial(Receipt receipt, String reason, Call call) {}

  /** Carries out a tipset and keeps the blocks of the new state. */
  Outcome apply(Cid state, TipsetWork work, Randomness randomness) throws IOException;

  /** The same, but nothing is kept. */
  Outcome rehearse(Cid state, TipsetWork work, Randomness randomness) throws IOException;

  /**
   * Tries messages of one state one after another, as if the sender had signed them, and keeps
   * nothing. The last one's outcome is told; a gas limit of zero means as much as it takes. Gas
   * costs nothing, so the sender needs only what it sends.
   */
  Trial attempt(Cid state, Epoch epoch, List<Message> messages, Randomness randomness)
      throws IOException;
}
