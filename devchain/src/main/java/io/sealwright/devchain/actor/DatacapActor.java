package io.sealwright.devchain.actor;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.DatacapState;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;

/** Answers for a token that nobody has been granted. */
public final class DatacapActor {
  private static final long NAME = 48_890_204L;
  private static final long SYMBOL = 2_061_153_854L;
  private static final long TOTAL_SUPPLY = 114_981_429L;
  private static final long BALANCE = 3_261_979_605L;

  private DatacapActor() {}

  public static ActorCode code() {
    CborCodec<String> text = CborCodecs.TEXT;
    return new Methods()
        .onRaw(NAME, (runtime, none) -> Methods.result(text, "DataCap"))
        .onRaw(SYMBOL, (runtime, none) -> Methods.result(text, "DCAP"))
        .onRaw(
            TOTAL_SUPPLY,
            (runtime, none) -> Methods.result(AmountCbor.AMOUNT, state(runtime).token().supply()))
        .on(
            BALANCE,
            AddressCbor.ADDRESS,
            (runtime, holder) -> Methods.result(AmountCbor.AMOUNT, TokenAmount.ZERO));
  }

  /** The state of a token nobody has. */
  public static DatacapState first(Blocks blocks, Address governor) {
    Cid map = HamtWriter.empty(blocks, Ipld.CODEC, BitWidths.DATACAP).write();
    return new DatacapState(
        governor, new DatacapState.Token(TokenAmount.ZERO, map, map, BitWidths.DATACAP));
  }

  private static DatacapState state(Runtime runtime) throws IOException {
    return runtime.blocks().read(runtime.head(), ActorCbor.DATACAP);
  }
}
