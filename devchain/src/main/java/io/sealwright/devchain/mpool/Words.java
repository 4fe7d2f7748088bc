package io.sealwright.devchain.mpool;

/** The ends of a node's refusals, by which clients tell them apart. */
final class Words {
  static final String NONCE_GAP = "unfulfilled nonce gap";
  static final String PREMIUM_TOO_LOW = "replace by fee has too low GasPremium";
  static final String SOFT = "validation failure";
  static final String NO_FUNDS = "not enough funds to execute transaction";
  static final String NONCE_TOO_LOW = "message nonce too low";

  private Words() {}
}
