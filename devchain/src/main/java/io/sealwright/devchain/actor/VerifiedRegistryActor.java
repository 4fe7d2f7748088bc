package io.sealwright.devchain.actor;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.VerifiedRegistryState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;

/** Keeps who may grant datacap. Granting it to clients, and what they would do with it, is not. */
public final class VerifiedRegistryActor {
  private static final CborCodec<Verifier> VERIFIER =
      CborTuple.of(Verifier.class, AddressCbor.ADDRESS, CborCodecs.BIG);

  private VerifiedRegistryActor() {}

  /** A verifier and how many bytes it may grant. */
  public record Verifier(Address address, BigInteger allowance) {}

  public static ActorCode code() {
    return new Methods()
        .on(2, VERIFIER, VerifiedRegistryActor::addVerifier)
        .on(3, AddressCbor.ADDRESS, VerifiedRegistryActor::removeVerifier);
  }

  /** The state of a registry without verifiers. */
  public static VerifiedRegistryState first(Blocks blocks, Address rootKey) {
    Cid map = HamtWriter.empty(blocks, Ipld.CODEC, BitWidths.HAMT).write();
    return new VerifiedRegistryState(rootKey, map, map, map, 1, map);
  }

  private static ByteString addVerifier(Runtime runtime, Verifier verifier)
      throws Abort, IOException {
    VerifiedRegistryState state = requireRoot(runtime);
    long number = resolve(runtime, verifier.address);
    HamtWriter<BigInteger> verifiers = verifiers(runtime, state);
    verifiers.set(Address.id(number).toBytes(), verifier.allowance);
    save(runtime, state, verifiers.write());
    return Methods.NOTHING;
  }

  private static ByteString removeVerifier(Runtime runtime, Address verifier)
      throws Abort, IOException {
    VerifiedRegistryState state = requireRoot(runtime);
    long number = resolve(runtime, verifier);
    HamtWriter<BigInteger> verifiers = verifiers(runtime, state);
    if (verifiers.remove(Address.id(number).toBytes()).isEmpty()) {
      throw Abort.illegalArgument("verifier not found");
    }
    save(runtime, state, verifiers.write());
    return Methods.NOTHING;
  }

  private static VerifiedRegistryState requireRoot(Runtime runtime) throws Abort, IOException {
    VerifiedRegistryState state =
        runtime.blocks().read(runtime.head(), ActorCbor.VERIFIED_REGISTRY);
    if (!runtime.resolve(state.rootKey()).equals(Optional.of(runtime.caller()))) {
      throw Abort.forbidden(
          "caller %s is not %s".formatted(Address.id(runtime.caller()), state.rootKey()));
    }
    return state;
  }

  private static HamtWriter<BigInteger> verifiers(Runtime runtime, VerifiedRegistryState state)
      throws IOException {
    return HamtWriter.of(runtime.blocks(), CborCodecs.BIG, BitWidths.HAMT, state.verifiers());
  }

  private static long resolve(Runtime runtime, Address address) throws Abort, IOException {
    return runtime
        .resolve(address)
        .orElseThrow(() -> Abort.illegalArgument("failed to resolve address " + address));
  }

  private static void save(Runtime runtime, VerifiedRegistryState state, Cid verifiers)
      throws Abort, IOException {
    VerifiedRegistryState next =
        new VerifiedRegistryState(
            state.rootKey(),
            verifiers,
            state.removalProposals(),
            state.allocations(),
            state.nextAllocation(),
            state.claims());
    runtime.setHead(runtime.blocks().write(next, ActorCbor.VERIFIED_REGISTRY));
  }
}
