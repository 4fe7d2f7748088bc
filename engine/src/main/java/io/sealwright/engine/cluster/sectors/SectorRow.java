package io.sealwright.engine.cluster.sectors;

import io.sealwright.lotus.brief.SectorBrief;
import io.sealwright.lotus.brief.SectorBrief.Contents;
import io.sealwright.lotus.brief.SectorBrief.History;
import io.sealwright.lotus.brief.SectorBrief.OnChain;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/**
 * One line of a list of sectors.
 *
 * @param record what the number stands for
 * @param onChain whether the chain has a sector of this number
 * @param active whether that sector has power
 */
public record SectorRow(
    long number, SectorBrief brief, Kind record, boolean onChain, boolean active) {
  /** Verified data counts ten times: nine times its weight on top. */
  private static final BigInteger BONUS = BigInteger.valueOf(9);

  /** What a record is. */
  public enum Kind {
    /** Of a sector. */
    SECTOR,
    /**
     * One more of sector 0 in the miner's list: the record of a number that never existed, made by
     * a command given that number. Commands on that number act on sector 0.
     */
    BLANK
  }

  /** What fills a sector. */
  public sealed interface Filling {
    /** Nothing: committed capacity. */
    record Capacity(boolean toUpgrade) implements Filling {}

    /** So many deals. */
    record Deals(int count) implements Filling {}

    /** So many pieces put on chain without a deal. */
    record Direct(int count) implements Filling {}
  }

  /**
   * Data and the power of verified data, in bytes.
   *
   * @param estimated from the pieces, while the chain does not say it yet
   */
  public record Weight(BigInteger data, BigInteger verifiedPower, boolean estimated) {}

  public Filling filling() {
    Contents contents = brief.contents();
    if (contents.directPieces() > 0) {
      return new Filling.Direct(contents.directPieces());
    }
    return contents.deals() > 0
        ? new Filling.Deals(contents.deals())
        : new Filling.Capacity(contents.toUpgrade());
  }

  /** When it ends, if it is on chain and that was asked for. */
  public Optional<Long> end() {
    return onChain && brief.onChain().end() > 0
        ? Optional.of(brief.onChain().end())
        : Optional.empty();
  }

  /** When a faulty sector is dropped. */
  public Optional<Long> droppedAt() {
    long early = brief.onChain().early();
    return early > 0 ? Optional.of(early) : Optional.empty();
  }

  /** From the first entry of the log to the first proof that landed. */
  public Optional<Duration> sealTime() {
    return brief
        .history()
        .flatMap(history -> history.proven().map(end -> Duration.ofSeconds(end - history.begun())));
  }

  public Optional<Integer> events() {
    return brief.history().map(History::events);
  }

  /** The weight of a sector that holds data. */
  public Optional<Weight> weight() {
    if (filling() instanceof Filling.Capacity) {
      return Optional.empty();
    }
    OnChain chain = brief.onChain();
    long life = chain.expiration() - chain.activation();
    if (life <= 0) {
      BigInteger bytes = BigInteger.valueOf(brief.contents().pieceBytes());
      return Optional.of(new Weight(bytes, BigInteger.ZERO, true));
    }
    BigInteger epochs = BigInteger.valueOf(life);
    return Optional.of(
        new Weight(
            chain.dealWeight().divide(epochs),
            chain.verifiedWeight().multiply(BONUS).divide(epochs),
            false));
  }
}
