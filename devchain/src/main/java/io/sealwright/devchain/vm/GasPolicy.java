package io.sealwright.devchain.vm;

import io.sealwright.protocol.message.Message;
import java.util.OptionalLong;

/** Where the gas a message uses is known from. */
@FunctionalInterface
public interface GasPolicy {
  /** The machine counts. */
  GasPolicy METERED = message -> OptionalLong.empty();

  /** What another machine counted for a message, whose limit then stops nothing here. */
  OptionalLong told(Message message);
}
