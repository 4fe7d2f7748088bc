package io.sealwright.devchain.vm;

import io.sealwright.protocol.cid.Cid;
import java.util.Map;
import java.util.Optional;

/** Which code runs for an actor of a code CID. */
public record ActorCodes(Map<Cid, ActorCode> byCid) {
  public ActorCodes {
    byCid = Map.copyOf(byCid);
  }

  Optional<ActorCode> of(Cid code) {
    return Optional.ofNullable(byCid.get(code));
  }
}
