package io.sealwright.devchain.actor;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.CronEvent;
import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The power actor's state while it is changed: who has how much power, and who wants to be called
 * when. The power of miners below the network's minimum is committed, but counts for nothing while
 * enough miners are above it.
 */
final class PowerLedger {
  /** With fewer miners above the minimum, everybody's power counts. */
  private static final long ENOUGH_MINERS = 4;

  private final Blocks blocks;
  private final BigInteger minimum;
  private final HamtWriter<PowerClaim> claims;
  private final HamtWriter<Cid> events;

  private BigInteger rawPower;
  private BigInteger rawCommitted;
  private BigInteger qualityPower;
  private BigInteger qualityCommitted;
  private TokenAmount pledge;
  private BigInteger epochRawPower;
  private BigInteger epochQualityPower;
  private TokenAmount epochPledge;
  private Estimate smoothed;
  private long miners;
  private long minersAboveMinimum;
  private Epoch firstCronEpoch;
  private final PowerState read;

  PowerLedger(Blocks blocks, BigInteger minimum, PowerState state) throws IOException {
    this.blocks = blocks;
    this.minimum = minimum;
    this.read = state;
    claims = HamtWriter.of(blocks, ActorCbor.POWER_CLAIM, BitWidths.HAMT, state.claims());
    events = HamtWriter.of(blocks, CborCodecs.CID, BitWidths.CRON_EVENTS, state.cronQueue());
    rawPower = state.rawPower();
    rawCommitted = state.rawCommitted();
    qualityPower = state.qualityPower();
    qualityCommitted = state.qualityCommitted();
    pledge = state.pledge();
    epochRawPower = state.epochRawPower();
    epochQualityPower = state.epochQualityPower();
    epochPledge = state.epochPledge();
    smoothed = state.qualityPowerSmoothed();
    miners = state.miners();
    minersAboveMinimum = state.minersAboveMinimum();
    firstCronEpoch = state.firstCronEpoch();
  }

  boolean hasClaim(long miner) throws IOException {
    return claims.contains(key(miner));
  }

  /** A new miner, still without power. */
  void addMiner(long miner, long windowPostProof) {
    setClaim(miner, new PowerClaim(windowPostProof, BigInteger.ZERO, BigInteger.ZERO));
    miners++;
    if (minimum.signum() <= 0) {
      minersAboveMinimum++;
    }
  }

  /** Takes a miner and its power away for good. */
  void removeMiner(long miner) throws Abort, IOException {
    Optional<PowerClaim> claim = claims.get(key(miner));
    if (claim.isPresent()) {
      PowerClaim lost = claim.orElseThrow();
      change(miner, lost.rawPower().negate(), lost.qualityPower().negate());
      claims.remove(key(miner));
    }
    miners--;
  }

  /** Adds to a miner's claim; the amounts may be negative. */
  void change(long miner, BigInteger raw, BigInteger quality) throws Abort, IOException {
    PowerClaim before =
        claims
            .get(key(miner))
            .orElseThrow(() -> Abort.notFound("no claim for actor " + Address.id(miner)));
    PowerClaim after =
        new PowerClaim(
            before.windowPostProof(),
            before.rawPower().add(raw),
            before.qualityPower().add(quality));
    if (after.rawPower().signum() < 0 || after.qualityPower().signum() < 0) {
      throw Abort.illegalState(
          "negative claimed power: raw %s, quality %s"
              .formatted(after.rawPower(), after.qualityPower()));
    }
    rawCommitted = rawCommitted.add(raw);
    qualityCommitted = qualityCommitted.add(quality);
    count(before, -1);
    count(after, 1);
    setClaim(miner, after);
  }

  void addPledge(TokenAmount more) throws Abort {
    pledge = pledge.plus(more);
    if (pledge.sign() < 0) {
      throw Abort.illegalState("negative total pledge collateral " + pledge.decimal());
    }
  }

  void enrol(Epoch epoch, CronEvent event) throws IOException {
    if (epoch.isBefore(firstCronEpoch)) {
      firstCronEpoch = epoch;
    }
    Optional<Cid> known = events.get(key(epoch));
    AmtWriter<CronEvent> list =
        known.isPresent()
            ? AmtWriter.of(blocks, ActorCbor.CRON_EVENT, BitWidths.CRON_EVENTS, known.orElseThrow())
            : AmtWriter.empty(blocks, ActorCbor.CRON_EVENT, BitWidths.CRON_EVENTS);
    list.set(list.count(), event);
    events.set(key(epoch), list.write());
  }

  /** Takes out the events up to an epoch, of miners that have a claim. */
  List<CronEvent> takeDue(Epoch now) throws IOException {
    List<CronEvent> due = new ArrayList<>();
    EpochSpan one = new EpochSpan(1);
    for (Epoch at = firstCronEpoch; !now.isBefore(at); at = at.plus(one)) {
      Optional<Cid> list = events.remove(key(at));
      if (list.isPresent()) {
        AmtWriter.of(blocks, ActorCbor.CRON_EVENT, BitWidths.CRON_EVENTS, list.orElseThrow())
            .forEach((index, event) -> {
              if (claims.contains(event.miner().toBytes())) {
                due.add(event);
              }
            });
      }
    }
    firstCronEpoch = now.plus(one);
    return due;
  }

  /** Fixes what counts in the next epoch. */
  void endEpoch() {
    boolean enough = minersAboveMinimum >= ENOUGH_MINERS;
    epochRawPower = enough ? rawPower : rawCommitted;
    epochQualityPower = enough ? qualityPower : qualityCommitted;
    epochPledge = pledge;
    smoothed = Smoothing.next(smoothed, epochQualityPower, 1);
  }

  Cid write() {
    PowerState next =
        new PowerState(
            rawPower,
            rawCommitted,
            qualityPower,
            qualityCommitted,
            pledge,
            epochRawPower,
            epochQualityPower,
            epochPledge,
            smoothed,
            miners,
            minersAboveMinimum,
            read.rampStart(),
            read.rampEpochs(),
            events.write(),
            firstCronEpoch,
            claims.write(),
            read.proofBatch());
    return blocks.write(next, ActorCbor.POWER);
  }

  private void count(PowerClaim claim, int sign) {
    if (claim.rawPower().compareTo(minimum) >= 0) {
      BigInteger factor = BigInteger.valueOf(sign);
      minersAboveMinimum += sign;
      rawPower = rawPower.add(claim.rawPower().multiply(factor));
      qualityPower = qualityPower.add(claim.qualityPower().multiply(factor));
    }
  }

  private void setClaim(long miner, PowerClaim claim) {
    try {
      claims.set(key(miner), claim);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static ByteString key(long miner) {
    return Address.id(miner).toBytes();
  }

  /** Epochs as keys: numbers with sign, the sign in the lowest bit. */
  private static ByteString key(Epoch epoch) {
    long height = epoch.height();
    return Leb128.encode(height << 1 ^ height >> Long.SIZE - 1);
  }
}
