package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.api.miner.ActorMethods;
import io.sealwright.lotus.api.miner.NumberMethods;
import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.lotus.cluster.NumberUse;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import java.util.List;
import java.util.Map;

/** The miner's actor, the numbers of its sectors, and which parts of a miner are here. */
record ActorAnswers(ServedMiner miner, ActorMethods api, NumberMethods numbers) {
  /** Blocks are not mined here, and there is no market. */
  private static final List<String> PARTS = List.of("Sealing", "SectorStorage");

  private static final AddressRoles NO_ROLES =
      new AddressRoles(List.of(), List.of(), List.of(), List.of(), false, false);

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.address(), () -> Address.of(miner.id()))
        .answer(api.addressConfig(), () -> NO_ROLES)
        .answer(api.sectorSize(), this::sectorSize)
        .answer(api.runtimeSubsystems(), () -> PARTS)
        .answer(api.marketListDeals(), List::of)
        .answer(api.miningBase(), () -> telling(this::head))
        .answer(numbers.reservations(), Map::of)
        .answer(numbers.assignerMeta(), () -> telling(this::numberUse));
  }

  /** What a block would be built on; the sectors that are served here have power in it. */
  private Tipset head() throws CallFailed, RpcException, InterruptedException {
    FullNode node = node();
    return node.ask(node.api().chain().head().ask());
  }

  private FullNode node() throws CallFailed {
    return miner.node().orElseThrow(() -> new CallFailed("there is no full node to be asked"));
  }

  /** Numbers are taken one by one above all that were ever used. */
  private NumberUse numberUse() throws CallFailed, RpcException, InterruptedException {
    FullNode node = node();
    Bitfield allocated =
        node.ask(node.api().miner().allocated().ask(Address.of(miner.id()), TipsetKey.HEAD));
    Bitfield inUse =
        Bitfield.of(
            miner.database().sectors().all().stream()
                .map(StoredSector::id)
                .filter(sector -> sector.miner().equals(miner.id()))
                .mapToLong(sector -> sector.number().number())
                .toArray());
    long last = Math.max(allocated.last().orElse(-1), inUse.last().orElse(-1));
    return new NumberUse(Bitfield.EMPTY, allocated, inUse, new SectorNumber(last + 1));
  }

  private long sectorSize(Address actor) throws CallFailed {
    if (!actor.equals(Address.of(miner.id()))) {
      throw new CallFailed(actor.text(miner.letter()) + " is not the miner that is served here");
    }
    return miner.proof().size().bytes();
  }
}
