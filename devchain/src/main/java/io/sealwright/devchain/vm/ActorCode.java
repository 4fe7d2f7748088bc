package io.sealwright.devchain.vm;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;

/** The code of one kind of actor. It keeps nothing between calls: all state is behind the head. */
@FunctionalInterface
public interface ActorCode {
  /**
   * Carries out a method; a bare transfer (method 0) does not come here.
   *
   * @return the result as CBOR, empty for none
   * @throws Abort if the actor refuses; what the call did is undone
   * @throws IOException if a block of the state is missing or damaged
   */
  ByteString invoke(Runtime runtime, MethodNumber method, ByteString params)
      throws Abort, IOException;
}
