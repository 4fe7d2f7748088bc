package io.sealwright.devchain.state;

/** The numbers of the actors there is one of. */
public final class Singletons {
  public static final long SYSTEM = 0;
  public static final long INIT = 1;
  public static final long REWARD = 2;
  public static final long CRON = 3;
  public static final long POWER = 4;
  public static final long MARKET = 5;
  public static final long VERIFIED_REGISTRY = 6;
  public static final long DATACAP = 7;
  public static final long ETHEREUM_ADDRESSES = 10;

  /** Where burnt fees go. */
  public static final long BURNT_FUNDS = 99;

  /** The reserve of the network. */
  public static final long RESERVE = 90;

  /** The first number the init actor gives out. */
  public static final long FIRST_OTHER = 100;

  private Singletons() {}
}
