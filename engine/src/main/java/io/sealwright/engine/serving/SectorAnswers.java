package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request.Purpose;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.api.full.MinerStateMethods;
import io.sealwright.lotus.api.miner.SectorMethods;
import io.sealwright.lotus.cluster.BatchResult;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.json.MinerJson.Expiration;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.Caller;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The miner's sectors, one by one and in lists, and what is done about them. */
record SectorAnswers(ServedMiner miner, SectorMethods api, OperatorMethods own) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.list(), () -> telling(() -> numbers(_ -> true)))
        .answer(api.listInStates(), states -> telling(() -> inStates(states)))
        .answer(api.summary(), () -> telling(this::summary))
        .answer(api.status(), (number, onChain) -> telling(() -> status(number, onChain)))
        .answer(api.preCommitPending(), () -> pending(RestartPoint.PRE_COMMIT))
        .answer(api.commitPending(), () -> pending(RestartPoint.COMMIT))
        .answerTo(
            api.preCommitFlush(),
            caller ->
                noting(order(caller, "flush", "pre-commits"), () -> flush(Purpose.PRE_COMMIT)))
        .answerTo(
            api.commitFlush(),
            caller -> noting(order(caller, "flush", "proofs"), () -> flush(Purpose.PROVE_COMMIT)))
        .answer(api.terminatePending(), () -> pending(RestartPoint.TERMINATE))
        .answerTo(
            api.terminateFlush(),
            caller -> noting(order(caller, "flush", ""), miner.actions()::flushTerminations))
        .answerTo(
            api.pledge(), caller -> noting(order(caller, "pledge", ""), miner.actions()::pledge))
        .answer(api.refs(), Map::of)
        .answer(api.matchPendingPiecesToOpenSectors(), () -> Nothing.NOTHING)
        .answer(api.getSealDelay(), () -> Duration.ZERO)
        .answerTo(api.update(), this::update)
        .answer(own.removedTooEarly(), () -> telling(miner.actions()::removedTooEarly))
        .answer(own.plan(), (number, wish) -> telling(() -> miner.actions().plan(id(number), wish)))
        .answer(own.carryOut(), this::carryOut)
        .answer(own.rescue(), this::rescue)
        .answer(own.reset(), this::reset)
        .answer(
            own.resetObjection(),
            (number, point) -> telling(() -> miner.actions().resetObjection(id(number), point)))
        .answer(own.withheld(), () -> telling(this::withheld))
        .answer(own.outlook(), this::outlook)
        .answerTo(
            api.remove(),
            (number, caller) -> act("remove", number, caller, miner.actions()::remove))
        .answerTo(
            api.terminate(),
            (number, caller) -> act("terminate", number, caller, miner.actions()::terminate));
  }

  private Stream<StoredSector> sectors() {
    return miner.database().sectors().all().stream()
        .filter(sector -> sector.id().miner().equals(miner.id()));
  }

  private List<SectorNumber> numbers(Predicate<SectorState> wanted) {
    return sectors()
        .filter(sector -> wanted.test(sector.state()))
        .map(sector -> sector.id().number())
        .toList();
  }

  private List<SectorNumber> inStates(Optional<List<String>> states) {
    List<String> names = states.orElse(List.of());
    return numbers(state -> names.contains(state.name()));
  }

  private List<SectorNumber> withheld() {
    return numbers(state -> state.known().isProofWithheld());
  }

  private Map<String, Long> summary() {
    return sectors()
        .collect(
            Collectors.groupingBy(
                sector -> sector.state().name(), TreeMap::new, Collectors.counting()));
  }

  private List<SectorId> pending(RestartPoint point) throws CallFailed, InterruptedException {
    return telling(() -> numbers(point::isAt).stream().map(this::id).toList());
  }

  private SectorStatus status(SectorNumber number, boolean onChain)
      throws CallFailed, RpcException, InterruptedException {
    SectorTable table = miner.database().sectors();
    StoredSector stored = known(number);
    Optional<SectorView.OnChain> chain = onChain ? chain(number) : Optional.empty();
    return new SectorView(stored, table.log(stored.id()), chain).status();
  }

  private Outlook outlook(SectorNumber number) throws CallFailed, InterruptedException {
    SectorId sector = known(number).id();
    return telling(() -> miner.actions().outlook(sector));
  }

  private Optional<SectorView.OnChain> chain(SectorNumber number)
      throws CallFailed, RpcException, InterruptedException {
    FullNode node =
        miner.node().orElseThrow(() -> new CallFailed("there is no full node to be asked"));
    MinerStateMethods methods = node.api().miner();
    Address address = Address.of(miner.id());
    Optional<Sector> sector =
        node.ask(methods.sectorGetInfo().ask(address, number, TipsetKey.HEAD));
    if (sector.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new SectorView.OnChain(sector.get(), expiration(node, number)));
  }

  /** Nodes refuse to say it of a sector that has ended. */
  private Optional<Expiration> expiration(FullNode node, SectorNumber number)
      throws RpcException, InterruptedException {
    try {
      return node.ask(
          node.api()
              .miner()
              .sectorExpiration()
              .ask(Address.of(miner.id()), number, TipsetKey.HEAD));
    } catch (RpcException.Refused _) {
      return Optional.empty();
    }
  }

  private SectorId id(SectorNumber number) {
    return new SectorId(miner.id(), number);
  }

  /** Also about a number that there is no record of: the chain may have it. */
  private List<String> carryOut(SectorNumber number, Wish wish, Basis basis, String who)
      throws CallFailed, InterruptedException {
    String what = wish.intent() == Intent.END ? "terminate" : "remove";
    return telling(() ->
        miner
            .log()
            .noting(
                new Order(who, what, details(number, wish)),
                () -> miner.actions().carryOut(id(number), wish, basis)));
  }

  private static String details(SectorNumber number, Wish wish) {
    return wish.gone().isEmpty()
        ? "sector " + number
        : "sector %s, taking %s for gone".formatted(number, String.join(", ", wish.gone()));
  }

  private Nothing rescue(SectorNumber number, Way.Kind way, Wish wish, Basis basis, String who)
      throws CallFailed, InterruptedException {
    return telling(() ->
        miner
            .log()
            .noting(
                new Order(who, "rescue", details(number, wish) + ": " + way),
                () -> {
                  miner.actions().rescue(id(number), way, wish, basis);
                  return Nothing.NOTHING;
                }));
  }

  private Nothing reset(SectorNumber number, RestartPoint point, String who)
      throws CallFailed, InterruptedException {
    return act(
        new Order(who, "reset", "sector " + number + " to " + point.stateName()),
        number,
        sector -> miner.actions().reset(sector, point));
  }

  /** What is done about one sector. */
  private interface Act {
    void on(SectorId sector) throws ActionRefused, InterruptedException;
  }

  private static Order order(Caller caller, String what, String details) {
    return new Order(OperatorLog.api(caller), what, details);
  }

  private Nothing act(String what, SectorNumber number, Caller caller, Act act)
      throws CallFailed, InterruptedException {
    return act(order(caller, what, "sector " + number), number, act);
  }

  private Nothing act(Order order, SectorNumber number, Act act)
      throws CallFailed, InterruptedException {
    return telling(() -> {
      SectorId sector = known(number).id();
      return miner
          .log()
          .noting(
              order,
              () -> {
                act.on(sector);
                return Nothing.NOTHING;
              });
    });
  }

  private <R> R noting(Order order, OperatorLog.Deed<R> deed)
      throws CallFailed, InterruptedException {
    return telling(() -> miner.log().noting(order, deed));
  }

  /** Their message is sent in the next round: there is none to tell of yet. */
  private List<BatchResult> flush(Purpose purpose) throws ActionRefused, InterruptedException {
    List<SectorNumber> waiting = miner.actions().flush(purpose);
    return waiting.isEmpty()
        ? List.of()
        : List.of(new BatchResult(waiting, Optional.empty(), Optional.empty(), ""));
  }

  /** Lotus forces any state. Here it is what a reset is: a way on for what failed. */
  private Nothing update(SectorNumber number, String state, Caller caller)
      throws CallFailed, InterruptedException {
    return telling(() -> reset(known(number).id().number(), point(state), OperatorLog.api(caller)));
  }

  private static RestartPoint point(String state) throws ActionRefused {
    return RestartPoint.ofState(state)
        .orElseThrow(() ->
            new ActionRefused(
                "no sector is put into \"%s\"; a sector that failed goes on from one of %s"
                    .formatted(state, String.join(", ", RestartPoint.stateNames()))));
  }

  /** The sector of a number, in Lotus's words if there is none. */
  private StoredSector known(SectorNumber number) throws CallFailed {
    return miner
        .database()
        .sectors()
        .find(id(number))
        .orElseThrow(
            () -> new CallFailed("No state for /" + number + ": datastore: key not found"));
  }
}
