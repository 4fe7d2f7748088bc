package io.sealwright.devchain.actor;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.MarketState;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochCbor;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.Hamt;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The deals a chain began with, when their start comes: those whose sectors are active are no
 * longer pending. Deals that were never activated, or go back to before deals settled by
 * themselves, are not known here.
 */
final class DueDeals {
  private static final CborCodec<DealState> DEAL_STATE =
      CborTuple.of(
          DealState.class, CborCodecs.UNSIGNED, EpochCbor.EPOCH, EpochCbor.EPOCH, EpochCbor.EPOCH);

  private final Blocks blocks;
  private final MarketState state;
  private final HamtWriter<Cid> due;
  private final HamtWriter<Ipld> pending;

  DueDeals(Blocks blocks, MarketState state) throws IOException {
    this.blocks = blocks;
    this.state = state;
    due = HamtWriter.of(blocks, CborCodecs.CID, BitWidths.HAMT, state.operationsByEpoch());
    pending = HamtWriter.of(blocks, Ipld.CODEC, BitWidths.HAMT, state.pendingProposals());
  }

  /** What the market knows of a deal that is in a sector. */
  public record DealState(long sector, Epoch start, Epoch updated, Epoch slashed) {
    boolean isNew() {
      return updated.isBefore(Epoch.GENESIS);
    }
  }

  /** The market's state after an epoch. */
  MarketState endEpoch(Epoch now) throws Abort, IOException {
    if (!due.isEmpty()) {
      for (long at = state.lastCron().height() + 1; at <= now.height(); at++) {
        Optional<Cid> deals = due.remove(Leb128.encode(at << 1 ^ at >> Long.SIZE - 1));
        if (deals.isPresent()) {
          begin(deals.orElseThrow());
        }
      }
    }
    return new MarketState(
        state.proposals(),
        state.states(),
        pending.write(),
        state.escrow(),
        state.locked(),
        state.nextDeal(),
        due.write(),
        now,
        state.clientCollateral(),
        state.providerCollateral(),
        state.clientFees(),
        state.pendingAllocations(),
        state.providerSectors());
  }

  private void begin(Cid deals) throws Abort, IOException {
    List<Long> numbers = new ArrayList<>();
    new Hamt<>(blocks, Ipld.CODEC, BitWidths.HAMT)
        .forEach(deals, (key, nothing) -> numbers.add(number(key)));
    for (long deal : numbers) {
      Optional<DealState> known =
          new Amt<>(blocks, DEAL_STATE, BitWidths.DEAL_STATES).get(state.states(), deal);
      Optional<Ipld> proposal =
          new Amt<>(blocks, Ipld.CODEC, BitWidths.DEAL_PROPOSALS).get(state.proposals(), deal);
      if (proposal.isEmpty() || known.filter(DealState::isNew).isEmpty()) {
        throw Abort.illegalState("deal " + deal + " is due, and is of a kind unknown here");
      }
      pending.remove(Ipld.CODEC.cid(proposal.orElseThrow()).toBytes());
    }
  }

  private static long number(ByteString key) {
    return Leb128.read(ByteBuffer.wrap(key.toBytes()));
  }
}
