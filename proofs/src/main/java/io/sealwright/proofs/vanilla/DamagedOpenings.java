package io.sealwright.proofs.vanilla;

import java.io.IOException;

/** Bytes that are not what phase 1 of a commit writes. */
public final class DamagedOpenings extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedOpenings(String reason) {
    super(reason);
  }

  public DamagedOpenings(String reason, Throwable cause) {
    super(reason, cause);
  }
}
