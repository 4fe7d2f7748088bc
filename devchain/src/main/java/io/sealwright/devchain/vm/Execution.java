package io.sealwright.devchain.vm;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** One message being carried out: its calls, what they cost, and where they failed. */
final class Execution {
  /** Calls inside each other. */
  static final int MAX_DEPTH = 1024;

  static final MethodNumber CONSTRUCTOR = new MethodNumber(1);

  private final World world;
  private final Gas gas;
  private final CountedBlocks blocks;
  private final Address sender;
  private final long senderNonce;
  private final long origin;
  private final Set<Long> lookedUp = new HashSet<>();
  private final Set<Long> updated = new HashSet<>();
  private final List<String> frames = new ArrayList<>();
  private final Deque<List<Call>> open = new ArrayDeque<>();
  private Optional<Abort> lastAbort = Optional.empty();
  private long created;

  Execution(World world, Gas gas, Address sender, long senderNonce, long origin) {
    this.world = world;
    this.gas = gas;
    this.blocks = new CountedBlocks(world.tree().blocks(), gas);
    this.sender = sender;
    this.senderNonce = senderNonce;
    this.origin = origin;
    open.push(new ArrayList<>());
  }

  World world() {
    return world;
  }

  Gas gas() {
    return gas;
  }

  Blocks blocks() {
    return blocks;
  }

  long origin() {
    return origin;
  }

  /** How far the last failure came, as the real machine words it; innermost last. */
  String backtrace() {
    StringBuilder words = new StringBuilder("message failed with backtrace:\n");
    for (int i = 0; i < frames.size(); i++) {
      words.append("%02d: %s%n".formatted(i, frames.get(frames.size() - 1 - i)).replace("\r", ""));
    }
    return words.toString();
  }

  /** The outermost call that was made. */
  Call outermost() {
    return open.getFirst().getFirst();
  }

  /** Makes a call; what it did is undone if it aborts. */
  ByteString call(long from, Address to, MethodNumber method, ByteString params, TokenAmount value)
      throws Abort, IOException {
    long left = gas.left();
    StateTree tree = world.tree();
    tree.begin();
    open.push(new ArrayList<>());
    OptionalLong receiver = OptionalLong.empty();
    ByteString returned = ByteString.EMPTY;
    ExitCode exit = ExitCode.OK;
    boolean kept = false;
    try {
      if (open.size() > MAX_DEPTH) {
        throw new Abort(Exits.ASSERTION_FAILED, "recursion limit exceeded");
      }
      receiver = OptionalLong.of(receiver(to));
      returned = callResolved(from, receiver.getAsLong(), method, params, value);
      gas.check();
      tree.keep();
      kept = true;
      return returned;
    } catch (Abort abort) {
      exit = abort.code();
      frame(abort, receiver.isPresent() ? Address.id(receiver.getAsLong()) : to, method);
      throw abort;
    } finally {
      if (!kept) {
        tree.undo();
      }
      List<Call> inner = open.pop();
      open.getFirst()
          .add(
              new Call(
                  from,
                  to,
                  receiver.orElse(-1),
                  value,
                  method,
                  params,
                  left,
                  exit,
                  returned,
                  inner));
    }
  }

  private void frame(Abort abort, Address at, MethodNumber method) {
    if (lastAbort.filter(last -> last == abort).isEmpty()) {
      frames.clear();
      lastAbort = Optional.of(abort);
    }
    String words = abort.getMessage();
    frames.add("%s (method %s) -- %s (%s)".formatted(at, method, words, abort.code()));
  }

  private ByteString callResolved(
      long from, long to, MethodNumber method, ByteString params, TokenAmount value)
      throws Abort, IOException {
    gas.charge(Gas.CALL);
    transfer(from, to, value);
    if (method.equals(MethodNumber.SEND)) {
      return ByteString.EMPTY;
    }
    gas.charge(Gas.CALL_COMPUTE);
    Actor actor = actor(to);
    ActorCode code =
        world
            .codes()
            .of(actor.code())
            .orElseThrow(
                () -> new Abort(Exits.INVALID_RECEIVER, "no code runs for " + Address.id(to)));
    return code.invoke(new ActorRuntime(this, to, from, value), method, params);
  }

  private void transfer(long from, long to, TokenAmount value) throws Abort, IOException {
    if (value.sign() < 0) {
      throw new Abort(Exits.ASSERTION_FAILED, "attempted to transfer a negative amount");
    }
    if (value.isZero()) {
      return;
    }
    gas.charge(Gas.TRANSFER);
    Actor payer = actor(from);
    if (payer.balance().compareTo(value) < 0) {
      throw new Abort(
          Exits.CANNOT_TRANSFER,
          "sender does not have funds to transfer (balance %s, transfer %s)"
              .formatted(payer.balance().decimal(), value.decimal()));
    }
    update(from, withBalance(payer, payer.balance().minus(value)));
    Actor payee = actor(to);
    update(to, withBalance(payee, payee.balance().plus(value)));
  }

  /** The number of the receiver, whose account is made if a key address is new to the chain. */
  private long receiver(Address to) throws Abort, IOException {
    OptionalLong known = resolve(to);
    if (known.isPresent()) {
      if (world.tree().get(known.getAsLong()).isEmpty()) {
        throw new Abort(Exits.INVALID_RECEIVER, "actor does not exist: " + to);
      }
      return known.getAsLong();
    }
    return switch (to.kind()) {
      case SECP256K1, BLS -> newAccount(to);
      case DELEGATED -> newPlaceholder(to);
      case ID, ACTOR ->
          throw new Abort(
              Exits.INVALID_RECEIVER, "actor does not exist or cannot be created: " + to);
    };
  }

  private long newAccount(Address key) throws Abort, IOException {
    long number = assign(key, BuiltinCode.ACCOUNT, Optional.empty());
    ByteString params = ByteString.of(AddressCbor.ADDRESS.encode(key));
    callResolved(Singletons.SYSTEM, number, CONSTRUCTOR, params, TokenAmount.ZERO);
    return number;
  }

  private long newPlaceholder(Address delegated) throws Abort, IOException {
    if (ByteBuffer.wrap(delegated.payload().toBytes()).get() != Address.ETHEREUM) {
      throw new Abort(Exits.INVALID_RECEIVER, "no account can be made for " + delegated);
    }
    return assign(delegated, BuiltinCode.PLACEHOLDER, Optional.of(delegated));
  }

  private long assign(Address address, BuiltinCode code, Optional<Address> delegated)
      throws Abort, IOException {
    gas.charge(Gas.ADDRESS_ASSIGNMENT + Gas.ACTOR_CREATION);
    long number = world.tree().assign(address);
    create(number, code.cid(), delegated);
    return number;
  }

  /** Adds an actor with an empty state. */
  void create(long number, Cid code, Optional<Address> delegated) throws Abort, IOException {
    if (world.tree().get(number).isPresent()) {
      throw Abort.forbidden("actor " + Address.id(number) + " already exists");
    }
    gas.charge(Gas.ACTOR_CREATION);
    created++;
    Cid head = world.tree().emptyState();
    update(number, new Actor(code, head, 0, TokenAmount.ZERO, delegated));
  }

  /** An address for the next actor that stays the same when blocks are reorganised. */
  Address nextActorAddress() {
    ByteBuffer tail = ByteBuffer.allocate(2 * Long.BYTES).putLong(senderNonce).putLong(created);
    ByteString from = ByteString.of(AddressCbor.ADDRESS.encode(sender));
    return Address.ofActor(from.plus(ByteString.of(tail.array())));
  }

  OptionalLong resolve(Address address) throws Abort, IOException {
    if (address.actor().isEmpty()) {
      gas.charge(Gas.ADDRESS_LOOKUP);
    }
    return world.tree().resolve(address);
  }

  /** An actor that has to be there. */
  Actor actor(long number) throws Abort, IOException {
    if (number >= Singletons.FIRST_OTHER && lookedUp.add(number)) {
      gas.charge(Gas.ACTOR_LOOKUP);
    }
    return world.tree().require(number);
  }

  private void update(long number, Actor value) throws Abort {
    change(number, value);
    gas.check();
  }

  /** The same, but running out of gas shows only at the next charge. */
  void change(long number, Actor value) {
    if (updated.add(number)) {
      gas.count(Gas.ACTOR_UPDATE);
    }
    world.tree().set(number, value);
  }

  static Actor withBalance(Actor actor, TokenAmount balance) {
    return new Actor(actor.code(), actor.head(), actor.nonce(), balance, actor.delegated());
  }
}
