package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.next.Request;

/** What became of a request for a message. */
public sealed interface Delivery {
  Request request();

  /** A message does it; one that was under way already, if there was one. */
  record UnderWay(Request request, Sent sent) implements Delivery {}

  /** The chain would refuse it now, in the node's words. */
  record Refused(Request request, String words) implements Delivery {}

  /** Nothing is wrong with it, but now is not the time; the words say why. */
  record PutOff(Request request, String words) implements Delivery {}
}
