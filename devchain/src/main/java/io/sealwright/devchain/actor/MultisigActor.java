package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.MultisigState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochCbor;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Can be made, and takes money; proposing and approving transactions is not built. */
public final class MultisigActor {
  private static final int MAX_SIGNERS = 256;

  private static final CborCodec<Construction> CONSTRUCTION =
      CborTuple.of(
          Construction.class,
          AddressCbor.ADDRESS.list(MAX_SIGNERS),
          CborCodecs.UNSIGNED,
          CborCodecs.SIGNED,
          EpochCbor.EPOCH);

  private MultisigActor() {}

  /** Parameters of the constructor. */
  public record Construction(
      List<Address> signers, long approvals, long unlockEpochs, Epoch start) {
    public Construction {
      signers = List.copyOf(signers);
    }
  }

  public static ActorCode code() {
    return new Methods().on(1, CONSTRUCTION, MultisigActor::construct).passingExported();
  }

  private static ByteString construct(Runtime runtime, Construction asked)
      throws Abort, IOException {
    Callers.require(runtime, Singletons.INIT);
    if (asked.signers.isEmpty()) {
      throw Abort.illegalArgument("must have at least one signer");
    }
    if (asked.approvals < 1 || asked.approvals > asked.signers.size()) {
      throw Abort.illegalArgument("must not require more approvals than signers");
    }
    List<Address> signers = new ArrayList<>();
    for (Address signer : asked.signers) {
      signers.add(Address.id(resolve(runtime, signer)));
    }
    boolean vesting = asked.unlockEpochs > 0;
    MultisigState state =
        new MultisigState(
            signers,
            asked.approvals,
            0,
            vesting ? runtime.received() : TokenAmount.ZERO,
            vesting ? asked.start : Epoch.GENESIS,
            asked.unlockEpochs,
            HamtWriter.empty(runtime.blocks(), Ipld.CODEC, BitWidths.HAMT).write());
    runtime.setHead(runtime.blocks().write(state, ActorCbor.MULTISIG));
    return Methods.NOTHING;
  }

  private static long resolve(Runtime runtime, Address signer) throws Abort, IOException {
    return runtime
        .resolve(signer)
        .orElseThrow(() -> Abort.illegalState("failed to resolve signer address " + signer));
  }
}
