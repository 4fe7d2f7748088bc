package io.sealwright.protocol.actor.miner;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;

/**
 * The sectors of a partition that end at the same time.
 *
 * @param onTime sectors that end as promised
 * @param early sectors that end because they will have been faulty too long
 * @param onTimePledge the pledge of the sectors that end as promised
 * @param activePower power of all of them that is not faulty now
 * @param faultyPower power of all of them that is faulty now
 * @param feeDeduction by how much the deadline's daily fee falls when they end
 */
public record ExpirationSet(
    Bitfield onTime,
    Bitfield early,
    TokenAmount onTimePledge,
    PowerPair activePower,
    PowerPair faultyPower,
    TokenAmount feeDeduction) {
  public static final ExpirationSet EMPTY =
      new ExpirationSet(
          Bitfield.EMPTY,
          Bitfield.EMPTY,
          TokenAmount.ZERO,
          PowerPair.ZERO,
          PowerPair.ZERO,
          TokenAmount.ZERO);

  /** No sectors; whatever the sums say. */
  public boolean isEmpty() {
    return onTime.isEmpty() && early.isEmpty();
  }

  public Bitfield sectors() {
    return onTime.union(early);
  }

  public ExpirationSet plus(ExpirationSet other) {
    return new ExpirationSet(
        onTime.union(other.onTime),
        early.union(other.early),
        onTimePledge.plus(other.onTimePledge),
        activePower.plus(other.activePower),
        faultyPower.plus(other.faultyPower),
        feeDeduction.plus(other.feeDeduction));
  }

  /** Without the sectors and sums of another set, which may reach below zero: see isSound. */
  public ExpirationSet minus(ExpirationSet other) {
    return new ExpirationSet(
        onTime.minus(other.onTime),
        early.minus(other.early),
        onTimePledge.minus(other.onTimePledge),
        activePower.minus(other.activePower),
        faultyPower.minus(other.faultyPower),
        feeDeduction.minus(other.feeDeduction));
  }

  /** Moves power from active to faulty; a negative amount moves it back. */
  public ExpirationSet withFaulty(PowerPair moved) {
    return new ExpirationSet(
        onTime,
        early,
        onTimePledge,
        activePower.minus(moved),
        faultyPower.plus(moved),
        feeDeduction);
  }

  /** Whether no sum is below zero. */
  public boolean isSound() {
    return onTimePledge.sign() >= 0
        && !activePower.isNegative()
        && !faultyPower.isNegative()
        && feeDeduction.sign() >= 0;
  }
}
