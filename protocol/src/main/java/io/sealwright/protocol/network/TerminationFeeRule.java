package io.sealwright.protocol.network;

/** How the fee for ending a sector early is computed. */
public enum TerminationFeeRule {
  /** By expected reward: 20 days' and half of each further day's, up to 90 days in all. */
  BY_REWARD,
  /** By pledge: at most 8.5 % of it (FIP-0098). */
  BY_PLEDGE
}
