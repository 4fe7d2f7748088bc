package io.sealwright.protocol.ipld;

import io.sealwright.protocol.cid.Cid;
import java.io.IOException;

/** A block is needed that the source does not have: another source, or a newer copy, may. */
public final class MissingBlock extends IOException {
  private static final long serialVersionUID = 1;

  public MissingBlock(Cid cid) {
    super("block " + cid + " is not here");
  }
}
