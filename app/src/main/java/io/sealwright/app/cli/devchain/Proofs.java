package io.sealwright.app.cli.devchain;

/** What a dev chain takes where a SNARK belongs. */
enum Proofs {
  REAL,
  /** Agreed bytes in place of a proof. */
  WITHHELD
}
