package io.sealwright.devchain.mpool;

/** How a message came, and so what it may ask of the pool. */
public enum Origin {
  /** Over the API: any gap of nonces is taken, as the owner will fill it. */
  LOCAL(false, Long.MAX_VALUE, 1000),
  /** Over the API for the public. */
  UNTRUSTED(false, 0, 100),
  /** From other nodes. */
  NETWORK(true, 4, 1000);

  private final boolean strict;
  private final long maxNonceGap;
  private final int maxPending;

  Origin(boolean strict, long maxNonceGap, int maxPending) {
    this.strict = strict;
    this.maxNonceGap = maxNonceGap;
    this.maxPending = maxPending;
  }

  /** Whether gaps of nonces are limited, and nothing beyond a gap is replaced. */
  boolean isStrict() {
    return strict;
  }

  long maxNonceGap() {
    return maxNonceGap;
  }

  /** Messages of one sender that wait. */
  int maxPending() {
    return maxPending;
  }
}
