package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.view.MinerView;
import io.sealwright.devchain.view.PowerView;
import io.sealwright.devchain.view.SecurityView;
import io.sealwright.devchain.view.StateView;
import io.sealwright.lotus.api.full.MinerStateMethods;
import io.sealwright.lotus.json.MinerJson.Expiration;
import io.sealwright.lotus.json.MinerJson.Location;
import io.sealwright.lotus.json.MinerJson.MinerPower;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.node.MinerFigures.SectorCounts;
import io.sealwright.lotus.node.MinerFigures.ShownDeadline;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Miners: what they are, what they have sealed, and when they must prove it. */
record MinerAnswers(DevNode node, Views views, MinerStateMethods api) {

  void addTo(RpcApi.Builder builder) {
    figures(builder);
    deadlines(builder);
    sectors(builder);
    security(builder);
  }

  /** What v0 answers otherwise. */
  void addPreCommitTo(RpcApi.Builder builder) {
    builder.answer(
        api.sectorPreCommitInfo(),
        (address, number, key) -> ask(address, key, miner -> miner.preCommit(number)));
  }

  /** What differs where a question is about one miner. */
  private interface Question<R> {
    R of(MinerView miner) throws IOException, CallFailed;
  }

  private <R> R ask(Address address, TipsetKey key, Question<R> question)
      throws CallFailed, InterruptedException {
    return telling(() -> question.of(views.miner(address, key)));
  }

  private void figures(RpcApi.Builder builder) {
    builder
        .answer(api.identity(), (address, key) -> ask(address, key, MinerView::identity))
        .answer(api.power(), (address, key) -> telling(() -> power(address, key)))
        .answer(api.sectorCount(), (address, key) -> ask(address, key, MinerAnswers::counts))
        .answer(api.availableBalance(), (address, key) -> ask(address, key, MinerView::available));
  }

  private void deadlines(RpcApi.Builder builder) {
    builder
        .answer(api.provingDeadline(), (address, key) -> telling(() -> due(address, key)))
        .answer(
            api.deadlines(),
            (address, key) ->
                ask(
                    address,
                    key,
                    miner -> miner.deadlines().stream().map(MinerAnswers::shown).toList()))
        .answer(
            api.partitions(),
            (address, index, key) -> ask(address, key, miner -> partitions(miner, index)))
        .answer(api.faults(), (address, key) -> over(address, key, Partition::faults))
        .answer(api.recoveries(), (address, key) -> over(address, key, Partition::recoveries))
        .answer(
            api.allFaults(),
            (_, _) -> {
              throw new CallFailed("fixme");
            });
  }

  private void sectors(RpcApi.Builder builder) {
    builder
        .answer(
            api.sectors(), (address, wanted, key) -> ask(address, key, sectors(wanted)))
        .answer(
            api.activeSectors(),
            (address, key) ->
                ask(address, key, miner -> miner.sectors(miner.over(Partition::active))))
        .answer(api.allocated(), (address, key) -> ask(address, key, MinerView::allocated))
        .answer(
            api.sectorAllocated(),
            (address, number, key) ->
                ask(address, key, miner -> miner.allocated().contains(number.number())))
        .answer(
            api.sectorGetInfo(),
            (address, number, key) -> ask(address, key, miner -> miner.sector(number)))
        .answer(
            api.sectorExpiration(),
            (address, number, key) -> ask(address, key, miner -> expiration(miner, number)))
        .answer(
            api.sectorPartition(),
            (address, number, key) -> ask(address, key, miner -> location(miner, number)));
  }

  private void security(RpcApi.Builder builder) {
    builder
        .answer(
            api.preCommitDepositForPower(),
            (address, _, key) ->
                telling(
                    () ->
                        new SecurityView(views.at(key))
                            .deposit(views.miner(address, key).identity().sectorSize())))
        .answer(
            api.initialPledgeCollateral(),
            (address, sector, key) -> telling(() -> pledge(address, sector, key)))
        .answer(api.initialPledgeForSector(), this::pledge);
  }

  private Bitfield over(Address address, TipsetKey key, Function<Partition, Bitfield> part)
      throws CallFailed, InterruptedException {
    return ask(address, key, miner -> miner.over(part));
  }

  private MinerPower power(Address address, TipsetKey key) throws IOException {
    PowerView power =
        PowerView.of(views.at(key), address, node.settings().rules().minimumPower());
    return new MinerPower(power.miner(), power.network(), power.enough());
  }

  private static SectorCounts counts(MinerView miner) throws IOException {
    MinerView.Counts counts = miner.counts();
    return new SectorCounts(counts.live(), counts.active(), counts.faulty());
  }

  private ProvingDeadline due(Address address, TipsetKey key) throws IOException {
    StateView state = views.at(key);
    Window window = MinerView.of(state, address).window(views.pace());
    Pace pace = window.pace();
    return new ProvingDeadline(
        state.epoch(),
        window.periodStart(),
        window.index(),
        window.open(),
        window.close(),
        window.challenge(),
        window.faultCutoff(),
        Deadline.PER_PERIOD,
        pace.period().epochs(),
        pace.window().epochs(),
        pace.lookback().epochs(),
        pace.cutoff().epochs());
  }

  private static ShownDeadline shown(DeadlineState deadline) {
    return new ShownDeadline(deadline.posted(), 0, deadline.dailyFee());
  }

  private static List<ShownPartition> partitions(MinerView miner, long index) throws IOException {
    List<DeadlineState> deadlines = miner.deadlines();
    if (index < 0 || index >= deadlines.size()) {
      throw new ChainRefusal("failed to load the deadline: invalid deadline " + index);
    }
    return miner.partitions(deadlines.get((int) index)).stream().map(MinerAnswers::shown).toList();
  }

  private static ShownPartition shown(Partition partition) {
    return new ShownPartition(
        partition.sectors(),
        partition.faults(),
        partition.recoveries(),
        partition.live(),
        partition.active());
  }

  private static Question<List<Sector>> sectors(Optional<Bitfield> wanted) {
    return miner -> wanted.isPresent() ? miner.sectors(wanted.get()) : miner.sectors();
  }

  private static Optional<Expiration> expiration(MinerView miner, SectorNumber number)
      throws IOException, CallFailed {
    MinerView.End end =
        miner
            .end(number)
            .orElseThrow(() -> new CallFailed("failed to find sector " + number.number()));
    return Optional.of(new Expiration(end.onTime(), end.early()));
  }

  private static Location location(MinerView miner, SectorNumber number)
      throws IOException, CallFailed {
    MinerView.Place place =
        miner
            .place(number)
            .orElseThrow(
                () ->
                    new CallFailed(
                        "sector %d not due at any deadline".formatted(number.number())));
    return new Location(place.deadline(), place.partition());
  }

  private TokenAmount pledge(long life, long size, long verified, TipsetKey key)
      throws CallFailed, InterruptedException {
    if (life <= 0) {
      throw new CallFailed("sector duration must greater than 0");
    }
    if (size <= 0) {
      throw new CallFailed("sector size must be non-zero");
    }
    if (verified < 0 || verified > size) {
      throw new CallFailed("verified size must be less than or equal to sector size");
    }
    return telling(
        () -> new SecurityView(views.at(key)).pledge(size, new EpochSpan(life), verified));
  }

  private TokenAmount pledge(Address address, SectorPreCommit sector, TipsetKey key)
      throws IOException {
    StateView state = views.at(key);
    Epoch now = state.epoch();
    long size = MinerView.of(state, address).identity().sectorSize();
    return new SecurityView(state).pledge(size, sector.expiration().since(now), 0);
  }
}
