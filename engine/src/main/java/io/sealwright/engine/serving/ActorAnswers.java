package io.sealwright.engine.serving;

import io.sealwright.lotus.api.miner.ActorMethods;
import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.address.Address;
import java.util.List;

/** The miner's actor, and which parts of a miner are here. */
record ActorAnswers(ServedMiner miner, ActorMethods api) {
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
        .answer(api.marketListDeals(), List::of);
  }

  private long sectorSize(Address actor) throws CallFailed {
    if (!actor.equals(Address.of(miner.id()))) {
      throw new CallFailed(actor.text(miner.letter()) + " is not the miner that is served here");
    }
    return miner.proof().size().bytes();
  }
}
