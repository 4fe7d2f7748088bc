package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.MinerDraft;
import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.actor.miner.state.Purse;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** One call of a miner: the world, and the miner's state as far as the call has changed it. */
final class MinerCall {
  private final Runtime runtime;
  private final Neighbours neighbours;
  private final ByteString params;
  private MinerDraft draft;

  MinerCall(Runtime runtime, ByteString params) throws IOException {
    this.runtime = runtime;
    this.neighbours = new Neighbours(runtime);
    this.params = params;
    this.draft = open();
  }

  Runtime runtime() {
    return runtime;
  }

  Neighbours neighbours() {
    return neighbours;
  }

  MinerDraft draft() {
    return draft;
  }

  Purse purse() {
    return draft.purse();
  }

  MinerIdentity identity() {
    return draft.identity();
  }

  Epoch now() {
    return runtime.epoch();
  }

  /** The parameters; what does not read as such is refused. */
  <T> T params(CborCodec<T> codec) throws Abort {
    return decode(codec, params);
  }

  static <T> T decode(CborCodec<T> codec, ByteString params) throws Abort {
    try {
      return codec.decode(params.toBytes());
    } catch (CborException e) {
      throw Refusal.SERIALIZATION.because("parameters: %s", e.getMessage());
    }
  }

  /** Lets the owner, the worker and the control addresses through. */
  void requireController() throws Abort {
    requireCaller(
        Stream.concat(
                identity().controls().stream(),
                Stream.of(identity().worker(), identity().owner()))
            .toList());
  }

  void requireCaller(Address... allowed) throws Abort {
    requireCaller(List.of(allowed));
  }

  private void requireCaller(List<Address> allowed) throws Abort {
    Refusal.FORBIDDEN.unless(
        allowed.contains(caller()), "caller %s is not one of %s", caller(), allowed);
  }

  Address caller() {
    return Address.id(runtime.caller());
  }

  /** The miner's own address as bytes, which tells its randomness from others'. */
  ByteString entropy() {
    return Neighbours.encode(AddressCbor.ADDRESS, Address.id(runtime.receiver()));
  }

  /** Refuses while the miner is banned for a consensus fault. */
  void requireNoBan(String what) throws Abort {
    Refusal.FORBIDDEN.unless(
        identity().consensusFaultElapsed().isBefore(now()),
        "%s not allowed during active consensus fault",
        what);
  }

  /** A deadline that may be changed now; another is refused with this reason. */
  Window mutableWindow(long index, String reason) throws Abort {
    Window window = draft.window(now(), index);
    Refusal.ARGUMENT.unless(window.isMutableAt(now()), reason, index);
    return window;
  }

  /** Makes what the call has changed so far the miner's state, before others are called. */
  void save() throws Abort, IOException {
    runtime.setHead(draft.write());
  }

  /** Reads the state again, after others were called. */
  void reopen() throws IOException {
    draft = open();
  }

  /** Refuses a call that left less than is spoken for. */
  void requireCovered() throws Abort, IOException {
    Purse.of(runtime.blocks(), runtime.head()).requireCovered(runtime.balance());
  }

  private MinerDraft open() throws IOException {
    return MinerDraft.of(runtime.blocks(), Pace.of(runtime.rules()), runtime.head());
  }
}
