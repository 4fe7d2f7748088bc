package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.math.BigInteger;
import java.util.List;

/** What a miner and the actors around it say to each other, in messages no account may send. */
public interface ActorCalls {
  /** Parameters of a miner's constructor. */
  record MinerConstruction(
      Address owner,
      Address worker,
      List<Address> controls,
      long windowPostProof,
      ByteString peerId,
      List<ByteString> multiaddrs) {
    public MinerConstruction {
      controls = List.copyOf(controls);
      multiaddrs = List.copyOf(multiaddrs);
    }
  }

  /** Parameters of a miner's ApplyRewards: what a block earned and what it is fined. */
  record ApplyRewards(TokenAmount reward, TokenAmount penalty) {}

  /**
   * Parameters of a miner's OnDeferredCronEvent.
   *
   * @param payload what the miner gave when it enrolled
   */
  record DeferredCron(ByteString payload, Estimate reward, Estimate qualityPower) {}

  /** What a miner enrols for: 1 the end of a deadline, 2 what is left of terminations. */
  record CronReason(long number) {}

  /** Parameters of the power actor's EnrollCronEvent (4). */
  record CronEnrolment(Epoch epoch, ByteString payload) {}

  /** Parameters of the power actor's UpdateClaimedPower (3): by how much a claim changes. */
  record PowerChange(BigInteger raw, BigInteger quality) {}

  /** Result of the power actor's CurrentTotalPower (9). */
  record NetworkPower(
      BigInteger raw,
      BigInteger quality,
      TokenAmount pledge,
      Estimate qualitySmoothed,
      Epoch rampStart,
      long rampEpochs) {}

  /** Result of the reward actor's ThisEpochReward (3). */
  record EpochReward(Estimate smoothed, BigInteger baseline) {}

  /** Parameters of the market's OnMinerSectorsTerminate (7): sectors with data that ended. */
  record SectorsTerminated(Epoch epoch, Bitfield sectors) {}

  /**
   * Parameters of the reward actor's AwardBlockReward (2): what gas brought, and a block's wins.
   */
  record BlockReward(Address miner, TokenAmount penalty, TokenAmount tips, long wins) {}

  /**
   * Parameters of the init actor's Exec (2): which kind of actor, and what its constructor gets.
   */
  record Exec(Cid code, ByteString constructorParams) {}
}
