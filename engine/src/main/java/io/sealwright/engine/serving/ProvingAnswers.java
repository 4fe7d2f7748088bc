package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;

import io.sealwright.lotus.api.miner.ProvingMethods;
import io.sealwright.lotus.cluster.SectorRef;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Whether sectors can be proven. One check at a time reads: windows are proven meanwhile. */
final class ProvingAnswers {
  /** What four partitions of a network have; Lotus asks for one. */
  private static final int MOST_SECTORS = 10_000;

  private final ServedMiner miner;
  private final ProvingMethods api;
  private final Semaphore reading = new Semaphore(1);

  ProvingAnswers(ServedMiner miner, ProvingMethods api) {
    this.miner = miner;
    this.api = api;
  }

  void addTo(RpcApi.Builder builder) {
    builder.answer(api.checkProvable(), (_, sectors) -> telling(() -> check(sectors)));
  }

  private Map<SectorNumber, String> check(List<SectorRef> sectors)
      throws CallFailed, RpcException, InterruptedException {
    for (SectorRef sector : sectors) {
      if (!sector.id().miner().equals(miner.id())) {
        throw new CallFailed("%s is no sector of %s".formatted(sector.id(), miner.id()));
      }
    }
    if (sectors.size() > MOST_SECTORS) {
      throw new CallFailed(
          "%d sectors in one check, at most %d are read".formatted(sectors.size(), MOST_SECTORS));
    }
    if (!reading.tryAcquire()) {
      throw new CallFailed("another check is reading; ask again when it has ended");
    }
    try {
      return miner.check().unprovable(sectors.stream().map(ref -> ref.id().number()).toList());
    } catch (IOException e) {
      throw new CallFailed("the check was not made: " + e.getMessage());
    } finally {
      reading.release();
    }
  }
}
