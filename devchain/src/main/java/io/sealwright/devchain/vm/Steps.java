package io.sealwright.devchain.vm;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Receipt;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The messages of one tipset, one after another. */
final class Steps {
  private static final MethodNumber AWARD_BLOCK_REWARD = new MethodNumber(2);
  private static final MethodNumber EPOCH_TICK = new MethodNumber(2);

  private static final ByteString NOTHING = ByteString.EMPTY;

  private final World world;
  private final GasPolicy policy;

  Steps(World world, GasPolicy policy) {
    this.world = world;
    this.policy = policy;
  }

  /** Carries out a message of an account, which pays for the gas. */
  Applied explicit(Message message, int bytes) throws IOException {
    long inclusion = Gas.inclusion(bytes);
    if (inclusion > message.gasLimit()) {
      String reason = "Out of gas (%d > %d)".formatted(inclusion, message.gasLimit());
      return refused(message, Exits.OUT_OF_GAS, reason, world.baseFee().times(inclusion));
    }
    TokenAmount penalty = world.baseFee().times(message.gasLimit());
    OptionalLong sender = world.tree().resolve(message.from());
    Optional<Actor> account = sender.isPresent() ? sender(sender.getAsLong()) : Optional.empty();
    if (account.isEmpty()) {
      return refused(message, Exits.SENDER_INVALID, "Sender invalid", penalty);
    }
    Actor from = account.orElseThrow();
    TokenAmount funds = message.gasFeeCap().times(message.gasLimit());
    if (from.nonce() != message.nonce()) {
      String reason =
          "Actor sequence invalid: %s != %s"
              .formatted(
                  Long.toUnsignedString(message.nonce()), Long.toUnsignedString(from.nonce()));
      return refused(message, Exits.SENDER_STATE_INVALID, reason, penalty);
    }
    if (from.balance().compareTo(funds) < 0) {
      String reason =
          "Actor balance less than needed: %s < %s"
              .formatted(from.balance().decimal(), funds.decimal());
      return refused(message, Exits.SENDER_STATE_INVALID, reason, penalty);
    }
    world.tree().set(sender.getAsLong(), charged(from, funds));
    Gas gas = new Gas(policy.told(message).isPresent() ? Gas.UNLIMITED : message.gasLimit());
    gas.count(inclusion);
    Applied done = carryOut(message, sender.getAsLong(), gas, false);
    return settled(done, sender.getAsLong());
  }

  /** Tries a message at no cost, whatever its nonce is. */
  Applied attempt(Message message) throws IOException {
    OptionalLong sender = world.tree().resolve(message.from());
    if (sender.isEmpty() || world.tree().get(sender.getAsLong()).isEmpty()) {
      return refused(message, Exits.SENDER_INVALID, "Sender invalid", TokenAmount.ZERO);
    }
    Actor from = world.tree().require(sender.getAsLong());
    world.tree().set(sender.getAsLong(), charged(from, TokenAmount.ZERO));
    Gas gas = new Gas(message.gasLimit() == 0 ? Gas.UNLIMITED : message.gasLimit());
    gas.count(Gas.inclusion(MessageCbor.MESSAGE.encode(message).length));
    return carryOut(message, sender.getAsLong(), gas, false);
  }

  /** Pays a block's miner. */
  Applied award(TipsetWork.Block block, TokenAmount penalty, TokenAmount tips) throws IOException {
    ByteString params =
        ByteString.of(
            ActorCallsCbor.BLOCK_REWARD.encode(
                new ActorCalls.BlockReward(
                    Address.id(block.miner()), penalty, tips, block.wins())));
    return implicit(Singletons.REWARD, AWARD_BLOCK_REWARD, params);
  }

  /** What the network does at the end of each epoch. */
  Applied cron() throws IOException {
    return implicit(Singletons.CRON, EPOCH_TICK, NOTHING);
  }

  private Applied implicit(long to, MethodNumber method, ByteString params) throws IOException {
    Message message =
        new Message(
            Address.id(to),
            Address.id(Singletons.SYSTEM),
            world.epoch().height(),
            TokenAmount.ZERO,
            Gas.UNLIMITED,
            TokenAmount.ZERO,
            TokenAmount.ZERO,
            method,
            params);
    Applied done = carryOut(message, Singletons.SYSTEM, new Gas(Gas.UNLIMITED), true);
    if (!done.receipt().exitCode().isOk()) {
      throw new IOException("the chain's own message failed: " + done.reason());
    }
    return done;
  }

  private Applied carryOut(Message message, long sender, Gas gas, boolean implicit)
      throws IOException {
    Execution execution = new Execution(world, gas, message.from(), message.nonce(), sender);
    ExitCode exit = ExitCode.OK;
    ByteString returned = ByteString.EMPTY;
    String reason = "";
    try {
      returned =
          execution.call(sender, message.to(), message.method(), message.params(), message.value());
      gas.count(Gas.result(returned.size()));
    } catch (Abort abort) {
      exit = gas.isExhausted() ? Exits.OUT_OF_GAS : abort.code();
      reason = execution.backtrace() + " (RetCode=" + exit + ")";
    }
    long used = implicit ? gas.used() : policy.told(message).orElse(gas.used());
    return new Applied(
        message,
        implicit,
        new Receipt(exit, returned, used, Optional.empty()),
        GasCost.NONE,
        execution.outermost(),
        reason);
  }

  private Applied settled(Applied done, long sender) throws IOException {
    GasCost cost = GasCost.of(done.message(), done.receipt().gasUsed(), world.baseFee());
    pay(Singletons.BURNT_FUNDS, cost.baseFeeBurn().plus(cost.overestimationBurn()));
    pay(Singletons.REWARD, cost.minerTip());
    pay(sender, cost.refund());
    return new Applied(
        done.message(), done.implicit(), done.receipt(), cost, done.call(), done.reason());
  }

  private void pay(long to, TokenAmount amount) throws IOException {
    Actor actor = world.tree().require(to);
    world.tree().set(to, Execution.withBalance(actor, actor.balance().plus(amount)));
  }

  private static Applied refused(
      Message message, ExitCode exit, String reason, TokenAmount penalty) {
    GasCost none = GasCost.NONE;
    Call call =
        new Call(
            -1,
            message.to(),
            -1,
            message.value(),
            message.method(),
            message.params(),
            message.gasLimit(),
            exit,
            NOTHING,
            java.util.List.of());
    return new Applied(
        message,
        false,
        new Receipt(exit, NOTHING, 0, Optional.empty()),
        new GasCost(
            0, none.baseFeeBurn(), none.baseFeeBurn(), penalty, none.minerTip(), none.refund()),
        call,
        reason + " (RetCode=" + exit + ")");
  }

  /** An account that may send messages. */
  private Optional<Actor> sender(long number) throws IOException {
    StateTree tree = world.tree();
    return tree.get(number)
        .filter(actor ->
            BuiltinCode.of(actor.code())
                .filter(code -> code == BuiltinCode.ACCOUNT || code == BuiltinCode.ETHEREUM_ACCOUNT)
                .isPresent());
  }

  private static Actor charged(Actor actor, TokenAmount funds) {
    return new Actor(
        actor.code(),
        actor.head(),
        actor.nonce() + 1,
        actor.balance().minus(funds),
        actor.delegated());
  }
}
