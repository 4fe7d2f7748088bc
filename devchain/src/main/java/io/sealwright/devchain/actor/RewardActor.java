package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.RewardState;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.math.BigInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pays the makers of blocks out of what is not yet minted. */
public final class RewardActor {
  private static final Logger LOG = LoggerFactory.getLogger(RewardActor.class);

  /** Blocks an epoch is expected to have: each win earns this part of the epoch's reward. */
  private static final long EXPECTED_WINS = 5;

  private static final long PENALTY_FACTOR = 3;

  private RewardActor() {}

  public static ActorCode code() {
    return new Methods()
        .on(2, ActorCallsCbor.BLOCK_REWARD, RewardActor::award)
        .onRaw(3, (runtime, none) -> epochReward(runtime))
        .on(4, CborCodecs.BIG, RewardActor::endEpoch);
  }

  /** The state before any block, for a network that begins with some power. */
  public static RewardState first(BigInteger power) {
    return RewardCurve.first(power);
  }

  private static ByteString award(Runtime runtime, ActorCalls.BlockReward block)
      throws Abort, IOException {
    Callers.require(runtime, Singletons.SYSTEM);
    if (block.penalty().sign() < 0 || block.tips().sign() < 0) {
      throw Abort.illegalArgument("negative penalty or gas reward");
    }
    if (block.wins() <= 0) {
      throw Abort.illegalArgument("invalid win count " + block.wins());
    }
    TokenAmount balance = runtime.balance();
    if (balance.compareTo(block.tips()) < 0) {
      throw Abort.illegalState(
          "actor current balance %s insufficient to pay gas reward %s"
              .formatted(balance.decimal(), block.tips().decimal()));
    }
    long miner =
        runtime
            .resolve(block.miner())
            .orElseThrow(() -> Abort.notFound("failed to resolve given owner address"));
    RewardState state = state(runtime);
    TokenAmount share =
        new TokenAmount(
            state
                .epochReward()
                .times(block.wins())
                .atto()
                .divide(BigInteger.valueOf(EXPECTED_WINS)));
    TokenAmount total = block.tips().plus(share).min(balance);
    save(runtime, paid(state, total.minus(block.tips())));
    pay(runtime, miner, total, block.penalty().times(PENALTY_FACTOR));
    return Methods.NOTHING;
  }

  private static void pay(Runtime runtime, long miner, TokenAmount total, TokenAmount penalty)
      throws Abort, IOException {
    ByteString params =
        ByteString.of(
            ActorCallsCbor.APPLY_REWARDS.encode(new ActorCalls.ApplyRewards(total, penalty)));
    try {
      runtime.send(Address.id(miner), MinerMethod.APPLY_REWARDS.number(), params, total);
    } catch (Abort e) { // The miner's own fault: the chain goes on, its reward is burnt.
      LOG.error("miner {} did not take its reward: {}", miner, e.getMessage());
      Address burnt = Address.id(Singletons.BURNT_FUNDS);
      runtime.send(burnt, MethodNumber.SEND, Methods.NOTHING, total);
    }
  }

  private static ByteString epochReward(Runtime runtime) throws IOException {
    RewardState state = state(runtime);
    return Methods.result(
        ActorCallsCbor.EPOCH_REWARD,
        new ActorCalls.EpochReward(state.epochRewardSmoothed(), state.epochBaseline()));
  }

  private static ByteString endEpoch(Runtime runtime, BigInteger power) throws Abort, IOException {
    Callers.require(runtime, Singletons.POWER);
    save(runtime, RewardCurve.afterEnd(state(runtime), runtime.epoch(), power));
    return Methods.NOTHING;
  }

  private static RewardState state(Runtime runtime) throws IOException {
    return runtime.blocks().read(runtime.head(), ActorCbor.REWARD);
  }

  private static void save(Runtime runtime, RewardState state) throws Abort, IOException {
    runtime.setHead(runtime.blocks().write(state, ActorCbor.REWARD));
  }

  private static RewardState paid(RewardState state, TokenAmount more) {
    return new RewardState(
        state.baselineSum(),
        state.realizedSum(),
        state.networkTime(),
        state.networkBaseline(),
        state.epochReward(),
        state.epochRewardSmoothed(),
        state.epochBaseline(),
        state.epoch(),
        state.paid().plus(more),
        state.simpleTotal(),
        state.baselineTotal());
  }
}
