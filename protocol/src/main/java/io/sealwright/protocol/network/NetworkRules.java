package io.sealwright.protocol.network;

import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Set;

/**
 * What a network prescribes at one version. An upgrade changes the version while programs run, and
 * with it what the methods here make of it; the components beside it stay for as long as the chain
 * is.
 *
 * @param blockDelay how long an epoch lasts
 * @param propagationDelay how long after an epoch's start its blocks are made
 * @param preCommitChallengeDelay from a pre-commit on chain to the randomness of its proof
 * @param deadlineWindow how long a deadline is open; a proving period has 48 of them
 * @param minimumPower bytes of power a miner needs to win blocks
 * @param sectorSizes what may be sealed here
 */
public record NetworkRules(
    NetworkVersion version,
    NetworkLetter letter,
    Duration blockDelay,
    Duration propagationDelay,
    EpochSpan preCommitChallengeDelay,
    EpochSpan deadlineWindow,
    BigInteger minimumPower,
    Set<SectorSize> sectorSizes) {
  private static final long EPOCHS_PER_DAY = 2880;
  private static final long SECTORS_PER_MESSAGE = 25_000;
  private static final int PARTITIONS_PER_MESSAGE = 3;

  /** Window PoSt has the numbers of seal proofs V1_1, and five further on those of version 1.1. */
  private static final int WINDOW_POST_V1_1 = 5;

  private static final BigInteger TIB = BigInteger.ONE.shiftLeft(40);
  private static final BigInteger GIB = BigInteger.ONE.shiftLeft(30);

  public NetworkRules {
    sectorSizes = Set.copyOf(sectorSizes);
  }

  public static NetworkRules mainnet(NetworkVersion version) {
    return new NetworkRules(
        version,
        NetworkLetter.MAINNET,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        new EpochSpan(150),
        Deadline.WINDOW,
        TIB.multiply(BigInteger.TEN),
        Set.of(SectorSize.GIB_32, SectorSize.GIB_64));
  }

  /** The public test network: mainnet's pace with little power required. */
  public static NetworkRules calibration(NetworkVersion version) {
    return new NetworkRules(
        version,
        NetworkLetter.TESTNET,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        new EpochSpan(150),
        Deadline.WINDOW,
        GIB.shiftLeft(5),
        Set.of(SectorSize.GIB_32, SectorSize.GIB_64));
  }

  /** A dev chain with sectors of 2 KiB and epochs of 4 seconds. */
  public static NetworkRules devnet(NetworkVersion version) {
    return new NetworkRules(
        version,
        NetworkLetter.TESTNET,
        Duration.ofSeconds(4),
        Duration.ofSeconds(1),
        new EpochSpan(10),
        Deadline.WINDOW,
        BigInteger.valueOf(SectorSize.KIB_2.bytes()),
        Set.of(SectorSize.KIB_2));
  }

  /**
   * A dev chain whose proving periods pass in minutes. Deadlines are as short as can be while a
   * proof is still made after the challenge and before the end; their number is part of the format
   * of a miner's state and stays.
   */
  public static NetworkRules fast(NetworkVersion version) {
    NetworkRules slow = devnet(version);
    return new NetworkRules(
        version,
        slow.letter,
        Duration.ofSeconds(1),
        Duration.ofMillis(200),
        slow.preCommitChallengeDelay,
        new EpochSpan(2),
        slow.minimumPower,
        slow.sectorSizes);
  }

  /** The same, for sectors of other sizes and epochs of another length. */
  public NetworkRules with(Duration newBlockDelay, Set<SectorSize> newSectorSizes) {
    return new NetworkRules(
        version,
        letter,
        newBlockDelay,
        propagationDelay.compareTo(newBlockDelay.dividedBy(4)) > 0
            ? newBlockDelay.dividedBy(4)
            : propagationDelay,
        preCommitChallengeDelay,
        deadlineWindow,
        minimumPower,
        newSectorSizes);
  }

  /** The same network after an upgrade. */
  public NetworkRules at(NetworkVersion newVersion) {
    return new NetworkRules(
        newVersion,
        letter,
        blockDelay,
        propagationDelay,
        preCommitChallengeDelay,
        deadlineWindow,
        minimumPower,
        sectorSizes);
  }

  /** How long a proving period is. */
  public EpochSpan provingPeriod() {
    return deadlineWindow.times(Deadline.PER_PERIOD);
  }

  /** How long before a deadline opens its challenge is drawn: a third of a window. */
  public EpochSpan challengeLookback() {
    return new EpochSpan(Math.max(1, deadlineWindow.epochs() / 3));
  }

  /** How long before a deadline opens faults can last be declared for it. */
  public EpochSpan faultCutoff() {
    return challengeLookback().plus(new EpochSpan(Math.max(1, deadlineWindow.epochs() * 5 / 6)));
  }

  /** After so many epochs the chain is not reorganised any more. */
  public EpochSpan finality() {
    return new EpochSpan(900);
  }

  /** How old the randomness of a seal may be when it is pre-committed. */
  public EpochSpan ticketLifetime() {
    return new EpochSpan(EPOCHS_PER_DAY).plus(finality());
  }

  /**
   * How far back the randomness of a seal is drawn, so that no reorganisation changes it: Lotus's
   * {@code SealRandomnessLookback}.
   */
  public EpochSpan ticketLookback() {
    return finality();
  }

  /** From a pre-commit on chain to the last epoch its proof is taken. */
  public EpochSpan proveCommitWindow() {
    return new EpochSpan(30 * EPOCHS_PER_DAY).plus(preCommitChallengeDelay);
  }

  /**
   * How long after that a pre-commit stays on chain before it is taken off with its deposit: eight
   * hours, {@code EXPIRED_PRE_COMMIT_CLEAN_UP_DELAY} of the miner actor.
   */
  public EpochSpan preCommitCleanUpDelay() {
    return new EpochSpan(EPOCHS_PER_DAY / 3);
  }

  /** From a change of the worker key to its confirmation. */
  public EpochSpan workerKeyDelay() {
    return finality();
  }

  /** A proven window may be disputed so long after it closed. */
  public EpochSpan disputeWindow() {
    return finality().times(2);
  }

  /** Proving periods a sector may be faulty before the chain ends it. */
  public int faultPeriods() {
    return 42;
  }

  /** The longest a sector may be promised for. */
  public EpochSpan longestSectorLife() {
    long days = version.isAtLeast(NetworkVersion.WATERMELON) ? 1278 : 540;
    return new EpochSpan(days * EPOCHS_PER_DAY);
  }

  public EpochSpan shortestSectorLife() {
    return new EpochSpan(180 * EPOCHS_PER_DAY);
  }

  public TerminationFeeRule terminationFee() {
    return version.isAtLeast(NetworkVersion.TEEP)
        ? TerminationFeeRule.BY_PLEDGE
        : TerminationFeeRule.BY_REWARD;
  }

  /** Whether a sector pays a fee each day it is live. */
  public boolean hasDailyFee() {
    return version.isAtLeast(NetworkVersion.TEEP);
  }

  /** Sectors one message may address. */
  public long sectorsPerMessage() {
    return SECTORS_PER_MESSAGE;
  }

  /** Partitions one window PoSt message may prove. Old versions took more; all take three. */
  public long partitionsPerMessage(SectorSize size) {
    return Math.min(PARTITIONS_PER_MESSAGE, SECTORS_PER_MESSAGE / sectorsPerPartition(size));
  }

  /** The registered number of window PoSt; a size without one is an IllegalArgumentException. */
  public int windowPostProof(SectorSize size) {
    int first =
        new SealProof(SealFamily.V1_1, size)
            .id()
            .orElseThrow(() -> new IllegalArgumentException("no window PoSt for " + size));
    return version.isAtLeast(NetworkVersion.LIGHTNING) ? first + WINDOW_POST_V1_1 : first;
  }

  /** Sectors of a full partition. */
  public int sectorsPerPartition(SectorSize size) {
    return switch (size) {
      case GIB_32 -> 2349;
      case GIB_64 -> 2300;
      case KIB_2, KIB_4, KIB_16, KIB_32, MIB_8, MIB_16, MIB_512, GIB_1 -> 2;
    };
  }

  /** How long so many epochs take. */
  public Duration duration(EpochSpan span) {
    return blockDelay.multipliedBy(span.epochs());
  }

  /** Whether an epoch lies so far back that no reorganisation reaches it. */
  public boolean isFinal(Epoch past, Epoch now) {
    return past.plus(finality()).isBefore(now);
  }
}
