package io.sealwright.devchain.vm;

import io.sealwright.protocol.message.Message;

/** How much gas a message is said to have used. */
@FunctionalInterface
public interface GasPolicy {
  /** What the machine counted. */
  GasPolicy METERED = (message, metered) -> metered;

  long used(Message message, long metered);
}
