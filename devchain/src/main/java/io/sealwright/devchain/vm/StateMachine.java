package io.sealwright.devchain.vm;

import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import java.io.IOException;
import java.util.List;

/** Turns one state of the chain into the next. */
public interface StateMachine {
  /** The state after a tipset, and a receipt for each of its messages, in their order. */
  record Outcome(Cid state, List<Receipt> receipts) {
    public Outcome {
      receipts = List.copyOf(receipts);
    }
  }

  /** What a message would do; {@code reason} is empty if it went well. */
  record Trial(Receipt receipt, String reason) {}

  Outcome apply(Cid state, TipsetWork work, Randomness randomness) throws IOException;

  /**
   * Tries messages of one state one after another, as if the sender had signed them, and keeps
   * nothing. The last one's outcome is told; a gas limit of zero means as much as it takes.
   */
  Trial attempt(Cid state, Epoch epoch, List<Message> messages, Randomness randomness)
      throws IOException;
}
