package io.sealwright.engine.serving.declined;

import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.util.stream.Stream;

/**
 * Methods that are refused in words, so that somebody with Lotus's commands is told what to do
 * instead. An unknown method would only tell them that versions differ.
 */
public final class Declined {
  private static final String WORKERS =
      "Lotus's workers do not work for this miner; start 'sealwright worker run' on their hosts";
  private static final String DEALS =
      "this miner takes no deals, and its sectors wait for none; pledge with"
          + " 'sealwright sectors pledge'";
  private static final String UPGRADES =
      "sectors of this miner are not upgraded; leave them with the committed capacity they have";
  private static final String NUMBERS =
      "this miner reserves no numbers; each sector is given the first above all that the chain has"
          + " seen";
  private static final String WITHDRAW =
      "this miner's API withdraws nothing; use 'sealwright actor withdraw', which asks the full"
          + " node";

  private Declined() {}

  /** Adds them to what is served. They are not described: nobody can have them done. */
  public static void addTo(RpcApi.Builder builder, MinerApi api) {
    Stream.concat(forWorkers(api), returns(api))
        .forEach(method -> decline(builder, method, WORKERS));
    forDeals(api).forEach(method -> decline(builder, method, DEALS));
    Stream.of(api.sectors().markForUpgrade().declared(), api.sectors().abortUpgrade().declared())
        .forEach(method -> decline(builder, method, UPGRADES));
    numbers(api).forEach(method -> decline(builder, method, NUMBERS));
    Stream.of(
            api.actor().withdrawBalance().declared(),
            api.actor().beneficiaryWithdrawBalance().declared())
        .forEach(method -> decline(builder, method, WITHDRAW));
    decline(
        builder,
        api.actor().createBackup().declared(),
        "this miner keeps all it knows in its database; back up the one it names in database.url;"
            + " the embedded one is the folder 'database' of miner.data, to be copied while the"
            + " miner is stopped");
    decline(
        builder,
        api.proving().computeWindowPost().declared(),
        "this miner proves its windows itself; rehearse one with 'sealwright post rehearse'");
    decline(
        builder,
        api.proving().computeProof().declared(),
        "this miner mines no blocks; ask the miner that does");
    decline(
        builder,
        api.proving().recoverFault().declared(),
        "this miner declares a recovery itself as soon as the files of a faulty sector can be read"
            + " again; see 'sealwright sectors rescue'");
    decline(
        builder,
        api.storage().redeclareLocal().declared(),
        "this miner's records say which files lie where, and its workers look at them; take files"
            + " that lie elsewhere for a sector's own with 'sealwright sectors rescue'");
  }

  private static <R> void decline(RpcApi.Builder builder, RpcMethod<R> method, String words) {
    builder.answer(
        method,
        _ -> {
          throw new CallFailed(words);
        });
  }

  private static Stream<RpcMethod<?>> forWorkers(MinerApi api) {
    return Stream.of(
        api.sealing().workerConnect().declared(),
        api.storage().attach().declared(),
        api.storage().detach().declared(),
        api.storage().reportHealth().declared(),
        api.storage().declareSector().declared(),
        api.storage().dropSector().declared(),
        api.storage().bestAlloc().declared(),
        api.storage().lock().declared(),
        api.storage().tryLock().declared());
  }

  private static Stream<RpcMethod<?>> returns(MinerApi api) {
    return Stream.of(
        api.returns().addPiece().declared(),
        api.returns().dataCid().declared(),
        api.returns().sealPreCommit1().declared(),
        api.returns().sealPreCommit2().declared(),
        api.returns().sealCommit1().declared(),
        api.returns().sealCommit2().declared(),
        api.returns().replicaUpdate().declared(),
        api.returns().proveReplicaUpdate1().declared(),
        api.returns().proveReplicaUpdate2().declared(),
        api.returns().readPiece().declared(),
        api.returns().finalizeSector().declared(),
        api.returns().generateSectorKeyFromData().declared(),
        api.returns().finalizeReplicaUpdate().declared(),
        api.returns().releaseUnsealed().declared(),
        api.returns().moveStorage().declared(),
        api.returns().unsealPiece().declared(),
        api.returns().downloadSector().declared(),
        api.returns().fetch().declared());
  }

  private static Stream<RpcMethod<?>> forDeals(MinerApi api) {
    return Stream.of(
        api.sectors().startSealing().declared(),
        api.sectors().setSealDelay().declared(),
        api.sectors().getExpectedSealDuration().declared(),
        api.sectors().setExpectedSealDuration().declared(),
        api.sectors().unseal().declared());
  }

  private static Stream<RpcMethod<?>> numbers(MinerApi api) {
    return Stream.of(
        api.numbers().reserve().declared(),
        api.numbers().reserveCount().declared(),
        api.numbers().free().declared());
  }
}
