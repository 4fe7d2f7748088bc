package io.sealwright.engine.duty;

import io.sealwright.engine.life.Sent;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.util.Optional;

/**
 * Signs and sends what the duty has to say. What is sent is remembered by its purpose before it is
 * pushed, so that a crash in between sends the same message again and no other.
 */
public interface PostSender {
  /**
   * Sends a message. If one of the same purpose was signed before, that one counts, and is
   * returned.
   *
   * @throws PostNotSent if nothing was signed
   * @throws IOException if it cannot be remembered; nothing was pushed then
   */
  Sent send(PostMessage message) throws PostNotSent, IOException, InterruptedException;

  /** The message of a purpose, if one was signed. */
  Optional<Sent> sent(MinerId miner, Purpose purpose) throws IOException;
}
