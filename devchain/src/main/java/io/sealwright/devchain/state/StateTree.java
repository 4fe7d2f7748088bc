package io.sealwright.devchain.state;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.StateRoot;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.Hamt;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The actors of a state, with changes that can be undone. {@link #begin} opens a layer of changes;
 * {@link #keep} joins it to the one below, {@link #undo} forgets it.
 */
public final class StateTree {
  /** The version of state roots since network version 17. */
  public static final long VERSION = 5;

  private static final byte[] EMPTY_ARRAY = {(byte) 0x80};

  private final Blocks blocks;
  private final Cid reserved;
  private final HamtWriter<Actor> actors;
  private final Deque<Map<Long, Actor>> layers = new ArrayDeque<>();

  private StateTree(Blocks blocks, Cid reserved, HamtWriter<Actor> actors) {
    this.blocks = blocks;
    this.reserved = reserved;
    this.actors = actors;
    layers.push(new HashMap<>());
  }

  public static StateTree of(Blocks blocks, Cid root) throws IOException {
    StateRoot top = blocks.read(root, ActorCbor.STATE_ROOT);
    if (top.version() != VERSION) {
      throw new IOException("a state of version " + top.version() + " instead of " + VERSION);
    }
    return new StateTree(
        blocks,
        top.reserved(),
        HamtWriter.of(blocks, ActorCbor.ACTOR, BitWidths.HAMT, top.actors()));
  }

  /** A state without actors; {@code reserved} is the block a state root links to beside them. */
  public static StateTree empty(Blocks blocks, Cid reserved) {
    return new StateTree(
        blocks, reserved, HamtWriter.empty(blocks, ActorCbor.ACTOR, BitWidths.HAMT));
  }

  public Blocks blocks() {
    return blocks;
  }

  public Optional<Actor> get(long actor) throws IOException {
    for (Map<Long, Actor> layer : layers) {
      Actor found = layer.get(actor);
      if (found != null) {
        return Optional.of(found);
      }
    }
    Optional<Actor> read = actors.get(Address.id(actor).toBytes());
    read.ifPresent(value -> layers.getLast().put(actor, value));
    return read;
  }

  /** An actor that has to be there; else the state is damaged. */
  public Actor require(long actor) throws IOException {
    return get(actor).orElseThrow(() -> new IOException("actor " + actor + " is missing"));
  }

  /** An actor that has been read or set before; any other is an IllegalArgumentException. */
  public Actor known(long actor) {
    for (Map<Long, Actor> layer : layers) {
      Actor found = layer.get(actor);
      if (found != null) {
        return found;
      }
    }
    throw new IllegalArgumentException("actor " + actor + " has not been read");
  }

  public void set(long actor, Actor value) {
    layers.getFirst().put(actor, value);
  }

  /** The number of the actor at an address, by the init actor's table. */
  public OptionalLong resolve(Address address) throws IOException {
    if (address.actor().isPresent()) {
      return address.actor();
    }
    InitState init = blocks.read(require(Singletons.INIT).head(), ActorCbor.INIT);
    Optional<Long> found =
        new Hamt<>(blocks, CborCodecs.UNSIGNED, BitWidths.HAMT)
            .get(init.addresses(), address.toBytes());
    return found.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /** Gives an address that has none a number of its own, in the init actor's table. */
  public long assign(Address address) throws IOException {
    Actor actor = require(Singletons.INIT);
    InitState init = blocks.read(actor.head(), ActorCbor.INIT);
    HamtWriter<Long> table =
        HamtWriter.of(blocks, CborCodecs.UNSIGNED, BitWidths.HAMT, init.addresses());
    long number = init.nextActor();
    table.set(address.toBytes(), number);
    InitState next = new InitState(table.write(), number + 1, init.networkName());
    Cid head = blocks.write(next, ActorCbor.INIT);
    set(
        Singletons.INIT,
        new Actor(actor.code(), head, actor.nonce(), actor.balance(), actor.delegated()));
    return number;
  }

  /** The number the next actor gets. */
  public long nextActor() throws IOException {
    return read(Singletons.INIT, ActorCbor.INIT).nextActor();
  }

  /** The head of an actor that has no state yet: an empty array. */
  public Cid emptyState() {
    return blocks.put(EMPTY_ARRAY.clone());
  }

  public void begin() {
    layers.push(new HashMap<>());
  }

  public void keep() {
    Map<Long, Actor> top = layers.pop();
    layers.getFirst().putAll(top);
  }

  public void undo() {
    layers.pop();
    if (layers.isEmpty()) {
      throw new IllegalStateException("nothing to undo");
    }
  }

  /** Writes the state with all layers kept; none may be open. */
  public Cid write() throws IOException {
    if (layers.size() != 1) {
      throw new IllegalStateException("changes are neither kept nor undone");
    }
    for (Map.Entry<Long, Actor> entry : layers.getFirst().entrySet()) {
      actors.set(Address.id(entry.getKey()).toBytes(), entry.getValue());
    }
    return blocks.write(new StateRoot(VERSION, actors.write(), reserved), ActorCbor.STATE_ROOT);
  }

  /** The state of an actor. */
  public <T> T read(long actor, CborCodec<T> codec) throws IOException {
    return blocks.read(require(actor).head(), codec);
  }
}
