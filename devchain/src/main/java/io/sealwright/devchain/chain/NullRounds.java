package io.sealwright.devchain.chain;

/** Which tipset stands for an epoch that has none. */
public enum NullRounds {
  BEFORE,
  AFTER
}
