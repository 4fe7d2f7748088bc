package io.sealwright.devchain.vm;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.store.Overlay;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.Receipt;
import io.sealwright.protocol.message.SignedMessage;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries out tipsets as the network does: the cron of each skipped epoch, then block by block the
 * messages and the block's reward, then the cron of this epoch.
 */
public final class Machine implements StateMachine {
  private final Blocks blocks;
  private final ActorCodes codes;
  private final NetworkRules rules;
  private final GasPolicy gas;

  public Machine(Blocks blocks, ActorCodes codes, NetworkRules rules) {
    this(blocks, codes, rules, GasPolicy.METERED);
  }

  /** With gas from elsewhere: for the replay of a chain that another machine has run. */
  public Machine(Blocks blocks, ActorCodes codes, NetworkRules rules, GasPolicy gas) {
    this.blocks = blocks;
    this.codes = codes;
    this.rules = rules;
    this.gas = gas;
  }

  ActorCodes codes() {
    return codes;
  }

  NetworkRules rules() {
    return rules;
  }

  @Override
  public Outcome apply(Cid state, TipsetWork work, Randomness randomness) throws IOException {
    Overlay overlay = new Overlay(blocks);
    Outcome outcome = run(overlay, state, work, randomness);
    overlay.keep(outcome.state());
    return outcome;
  }

  @Override
  public Outcome rehearse(Cid state, TipsetWork work, Randomness randomness) throws IOException {
    return run(new Overlay(blocks), state, work, randomness);
  }

  @Override
  public Trial attempt(Cid state, Epoch epoch, List<Message> messages, Randomness randomness)
      throws IOException {
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("no message to try");
    }
    StateTree tree = StateTree.of(new Overlay(blocks), state);
    Steps steps = steps(tree, epoch, TokenAmount.ZERO, randomness);
    Applied last = steps.attempt(messages.getFirst());
    for (Message message : messages.subList(1, messages.size())) {
      last = steps.attempt(message);
    }
    return new Trial(last.receipt(), last.reason(), last.call());
  }

  /**
   * Makes a call on a state in the making, which has no randomness yet and no supply; one that
   * fails is an IllegalArgumentException.
   */
  public ByteString callOn(
      StateTree tree,
      Address from,
      long to,
      MethodNumber method,
      ByteString params,
      TokenAmount value)
      throws IOException {
    World world =
        new World(
            tree,
            codes,
            rules,
            Epoch.GENESIS,
            TokenAmount.ZERO,
            new NoRandomness(),
            TokenAmount.ZERO);
    long caller = tree.resolve(from).orElseThrow();
    Execution execution =
        new Execution(world, new Gas(Gas.UNLIMITED), from, tree.nextActor(), caller);
    try {
      return execution.call(caller, Address.id(to), method, params, value);
    } catch (Abort e) {
      throw new IllegalArgumentException(execution.backtrace(), e);
    }
  }

  /** A chain without blocks has no randomness. */
  private record NoRandomness() implements Randomness {
    @Override
    public Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) {
      throw new IllegalArgumentException("no randomness before the first block");
    }

    @Override
    public Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) {
      throw new IllegalArgumentException("no randomness before the first block");
    }
  }

  private Outcome run(Overlay overlay, Cid state, TipsetWork work, Randomness randomness)
      throws IOException {
    List<Applied> applied = new ArrayList<>();
    Cid below = state;
    for (Epoch skipped : work.skipped()) {
      StateTree tree = StateTree.of(overlay, below);
      applied.add(steps(tree, skipped, work.baseFee(), randomness).cron());
      below = tree.write();
    }
    StateTree tree = StateTree.of(overlay, below);
    Steps steps = steps(tree, work.epoch(), work.baseFee(), randomness);
    List<Receipt> receipts = new ArrayList<>();
    Set<Cid> done = new HashSet<>();
    for (TipsetWork.Block block : work.blocks()) {
      TokenAmount penalty = TokenAmount.ZERO;
      TokenAmount tips = TokenAmount.ZERO;
      for (Included included : included(block)) {
        if (done.add(included.message().cid())) {
          Applied each = steps.explicit(included.message(), included.bytes());
          applied.add(each);
          receipts.add(each.receipt());
          penalty = penalty.plus(each.cost().minerPenalty());
          tips = tips.plus(each.cost().minerTip());
        }
      }
      applied.add(steps.award(block, penalty, tips));
    }
    applied.add(steps.cron());
    return new Outcome(tree.write(), receipts, applied);
  }

  /** A message and the bytes it takes in a block. */
  private record Included(Message message, int bytes) {}

  private static List<Included> included(TipsetWork.Block block) {
    List<Included> all = new ArrayList<>();
    for (Message message : block.bls()) {
      all.add(new Included(message, MessageCbor.MESSAGE.encode(message).length));
    }
    for (SignedMessage signed : block.secp()) {
      all.add(new Included(signed.message(), MessageCbor.SIGNED_MESSAGE.encode(signed).length));
    }
    return all;
  }

  private Steps steps(StateTree tree, Epoch epoch, TokenAmount baseFee, Randomness randomness)
      throws IOException {
    tree.require(Singletons.SYSTEM);
    return new Steps(World.on(tree, this, epoch, baseFee, randomness), gas);
  }
}
