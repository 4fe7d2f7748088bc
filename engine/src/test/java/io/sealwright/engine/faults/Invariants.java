package io.sealwright.engine.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.life.next.ChainStanding;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.post.KeptSector;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What is true of a cluster whatever happened to it. */
final class Invariants {
  private final Cluster cluster;

  /** Every message that was ever kept, and what became of it. */
  private final Map<Cid, OutboxRecord> messages = new LinkedHashMap<>();

  private final Set<SectorId> seen = new HashSet<>();

  Invariants(Cluster cluster) {
    this.cluster = cluster;
  }

  static boolean isAtRest(SectorState state) {
    return state instanceof SectorState.Removed
        || state instanceof SectorState.Expired
        || state instanceof SectorState.FaultedFinal
        || state instanceof SectorState.TerminateFinality
        || state instanceof SectorState.FailedUnrecoverable;
  }

  private OutboxRecords outbox() {
    return cluster.records.outbox(DevMiner.MINER);
  }

  /** After every step. */
  void check() throws Exception {
    List<StoredSector> sectors = cluster.records.sectors().all();
    Set<SectorId> now = sectors.stream().map(StoredSector::id).collect(Collectors.toSet());
    assertThat(now).as("sectors that were pledged").containsAll(seen);
    seen.addAll(now);
    tasks();
    space(sectors);
    messages();
  }

  /** A sector has one task, and a carrier's row goes with a lease. */
  private void tasks() throws Exception {
    List<TaskTable.Row> tasks = cluster.records.tasks().all();
    assertThat(tasks).extracting(row -> row.task().sector()).doesNotHaveDuplicates();
    Set<String> leased =
        tasks.stream()
            .filter(row -> row.lease().isPresent())
            .map(row -> row.task().id() + ":" + row.task().token().number())
            .collect(Collectors.toSet());
    Set<String> carried = new HashSet<>();
    try (var connection = cluster.records.connections().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select task_instance from scheduled_tasks")) {
      while (rows.next()) {
        assertThat(carried.add(rows.getString(1))).isTrue();
      }
    }
    assertThat(carried).as("rows of the carrier").isEqualTo(leased);
  }

  /** Space is kept for sectors that will write. */
  private void space(List<StoredSector> sectors) {
    Map<SectorId, SectorState> states =
        sectors.stream().collect(Collectors.toMap(StoredSector::id, StoredSector::state));
    cluster
        .records
        .paths()
        .reserved()
        .forEach((path, byEach) ->
            byEach.forEach((sector, bytes) -> {
              assertThat(states).as("space on %s for %s", path, sector).containsKey(sector);
              assertThat(states.get(sector))
                  .as("space of %d on %s", bytes, path)
                  .isNotInstanceOf(SectorState.Removed.class)
                  .isNotInstanceOf(SectorState.Proving.class);
            }));
  }

  private void messages() throws Exception {
    Set<Cid> open = new HashSet<>();
    for (OutboxRecord record : outbox().pending()) {
      open.add(record.cid());
      OutboxRecord before = messages.put(record.cid(), record);
      if (before == null) {
        newMessage(record);
      }
    }
    Map<Cid, MessageFate> fates = outbox().settled(messages.keySet());
    Map<Cid, MessageFate> lost = new HashMap<>();
    messages
        .keySet()
        .forEach(cid -> {
          if (!open.contains(cid) && !fates.containsKey(cid)) {
            lost.put(cid, new MessageFate.Unknown());
          }
        });
    assertThat(lost).as("messages that are not on record any more").isEmpty();
    for (SignedMessage waiting : cluster.chain.chain().mpool().pending()) {
      if (isMiners(waiting.message())) {
        assertThat(messages).as("a message in the pool").containsKey(waiting.cid());
      }
    }
  }

  /** Whoever kept it must not have had another for the same nonce, or the same end. */
  private void newMessage(OutboxRecord record) throws Exception {
    Map<Cid, MessageFate> fates = outbox().settled(messages.keySet());
    for (OutboxRecord other : messages.values()) {
      boolean isOther = !other.cid().equals(record.cid());
      MessageFate fate = fates.get(other.cid());
      if (isOther && !(fate instanceof MessageFate.None)) {
        assertThat(other.nonce())
            .as("nonce of %s and %s", other, record)
            .isNotEqualTo(record.nonce());
      }
    }
  }

  private static boolean isMiners(Message message) {
    return message.to().equals(Address.of(DevMiner.MINER));
  }

  /** When all is calm. */
  void checkEnd() throws Exception {
    check();
    Set<Worker.Id> listed = new HashSet<>();
    cluster.records.hosts().workers().forEach(worker -> listed.add(worker.worker().id()));
    assertThat(listed).containsAll(cluster.hands.stream().map(hand -> hand.id).toList());
    List<StoredSector> sectors = cluster.records.sectors().all();
    MinerFacts facts = facts(sectors);
    for (StoredSector sector : sectors) {
      log(sector);
      end(sector, facts.standing(sector.id().number()));
    }
    chain();
    files(sectors);
  }

  /** The chain may have found a fault that no record has yet: then a sector is not at its end. */
  boolean isSettled() throws Exception {
    List<StoredSector> sectors = cluster.records.sectors().all();
    if (!cluster.records.tasks().all().isEmpty()
        || !sectors.stream().allMatch(sector -> FaultRun.isSettled(sector.state()))) {
      return false;
    }
    MinerFacts facts = facts(sectors);
    return sectors.stream()
        .filter(sector -> sector.state() instanceof SectorState.Proving)
        .noneMatch(sector -> facts.standing(sector.id().number()) instanceof ChainStanding.Faulty);
  }

  private MinerFacts facts(List<StoredSector> sectors) throws Exception {
    return new MinerChain(cluster.node, DevMiner.MINER, DevMiner.RULES, SenderSettings.DEFAULTS)
        .facts(
            new MinerChain.Question(
                sectors.stream().map(sector -> sector.id().number()).collect(Collectors.toSet()),
                DevMiner.PROOF,
                outbox().pending(),
                Map.of()));
  }

  /** The log leads to the state. */
  private void log(StoredSector sector) {
    SectorState state = new SectorState.Packing(sector.state().known().pledged());
    SectorLog log = cluster.records.sectors().log(sector.id());
    for (SectorLog.Entry entry : log.entries()) {
      Outcome outcome = Transitions.on(state, entry.event());
      assertThat(outcome)
          .as("%s of %s in %s", entry.event(), sector.id(), state)
          .isInstanceOf(Outcome.Changed.class);
      state = ((Outcome.Changed) outcome).state();
      assertThat(state.name()).isEqualTo(entry.state());
    }
    assertThat(state).isEqualTo(sector.state());
    for (FailedStep step : FailedStep.values()) {
      assertThat(sector.failures().of(step)).as("%s", step).isEqualTo(log.failures().of(step));
    }
  }

  private void end(StoredSector sector, ChainStanding standing) {
    SectorState state = sector.state();
    assertThat(state instanceof SectorState.Proving || isAtRest(state))
        .as("%s is left as %s with %s", sector.id(), state, standing)
        .isTrue();
    switch (state) {
      case SectorState.Proving proving ->
          assertThat(standing)
              .as("%s", sector.id())
              .isInstanceOfSatisfying(
                  ChainStanding.Active.class,
                  active ->
                      assertThat(active.commR())
                          .isEqualTo(proving.known().replica().orElseThrow()));
      case SectorState.Removed _ ->
          assertThat(standing.isLive()).as("%s is %s", sector.id(), standing).isFalse();
      default -> {}
    }
  }

  /** Nothing was carried out twice. */
  private void chain() throws Exception {
    Set<Cid> carried = new HashSet<>();
    Map<String, Cid> once = new HashMap<>();
    Chain chain = cluster.chain.chain().chain();
    Tipset child = chain.head();
    while (!child.height().equals(Epoch.GENESIS)) {
      Tipset tipset = chain.tipset(child.parents());
      var inside = chain.messagesIn(tipset);
      var receipts = chain.receipts(child.blocks().getFirst());
      for (int i = 0; i < inside.size(); i++) {
        Message message = inside.get(i).message();
        if (isMiners(message)) {
          OutboxRecord record = record(message);
          assertThat(carried.add(record.cid())).as("%s twice", record).isTrue();
          if (receipts.get(i).exitCode().isOk()) {
            alone(record, once);
          }
        }
      }
      child = tipset;
    }
  }

  private OutboxRecord record(Message message) {
    Optional<OutboxRecord> found =
        messages.values().stream()
            .filter(record -> record.signed().message().equals(message))
            .findFirst();
    assertThat(found).as("the record of %s", message).isPresent();
    return found.get();
  }

  private static void alone(OutboxRecord record, Map<String, Cid> once) {
    switch (record.purpose()) {
      case PRE_COMMIT, PROVE_COMMIT, TERMINATE ->
          record
              .sectors()
              .forEach(sector ->
                  assertThat(once.put(record.purpose() + " " + sector, record.cid()))
                      .as("%s of %s was done before", record.purpose(), sector)
                      .isNull());
      case DECLARE_FAULT, DECLARE_RECOVERY, WINDOW_POST -> {}
    }
  }

  /** Every file is a sector's, and every sector has its own. */
  private void files(List<StoredSector> sectors) throws Exception {
    Map<SectorId, SectorState> states =
        sectors.stream().collect(Collectors.toMap(StoredSector::id, StoredSector::state));
    for (Disk disk : cluster.disks) {
      try (var all = Files.walk(disk.folder())) {
        for (Path file : all.filter(file -> !Files.isDirectory(file)).toList()) {
          belongs(disk, disk.folder().relativize(file), states);
        }
      }
    }
    for (StoredSector sector : sectors) {
      if (sector.state() instanceof SectorState.Proving(Evidence.Live live)) {
        Disk home =
            cluster.disks.stream()
                .filter(disk -> disk.id().id().equals(live.files().path()))
                .findFirst()
                .orElseThrow();
        PathLayout layout = new PathLayout(home.folder());
        assertThat(layout.isWhole(sector.id(), SectorSize.KIB_2))
            .as("files of %s", sector.id())
            .isTrue();
        if (!cluster.spoilt.contains(sector.id())) {
          replica(sector, layout);
        }
      }
    }
  }

  /** Of what nobody damaged every leaf is as it was sealed. */
  private static void replica(StoredSector sector, PathLayout home) throws Exception {
    CommR commR = sector.state().known().replica().orElseThrow();
    KeptSector kept =
        new KeptSector(
            sector.id().number(),
            SectorSize.KIB_2,
            commR,
            new CacheFolder(home.file(FileType.CACHE, sector.id())),
            home.file(FileType.SEALED, sector.id()));
    List<Long> leaves = LongStream.range(0, SectorSize.KIB_2.nodes()).boxed().toList();
    assertThat(kept.open(leaves).fault(SectorSize.KIB_2, commR, leaves))
        .as("replica of %s", sector.id())
        .isEmpty();
  }

  private void belongs(Disk disk, Path file, Map<SectorId, SectorState> states) {
    if (file.toString().equals("sectorstore.json")) {
      return;
    }
    String first = file.getName(0).toString();
    Optional<SectorId> sector =
        first.equals("sealed") || first.equals("cache")
            ? PathLayout.sector(file.getName(1).toString())
            : TrashName.parse(file.getName(1).toString()).map(TrashName::sector);
    assertThat(sector).as("%s on %s is nobody's", file, disk.id()).isPresent();
    assertThat(states).as("the sector of %s on %s", file, disk.id()).containsKey(sector.get());
    SectorState state = requireNonNull(states.get(sector.get()));
    boolean isExpected =
        switch (state) {
          case SectorState.Proving(Evidence.Live live) ->
              live.files().path().equals(disk.id().id());
          case SectorState.Removed _ -> !first.equals("sealed") && !first.equals("cache");
          default -> true;
        };
    assertThat(isExpected).as("%s on %s of %s", file, disk.id(), state).isTrue();
  }

  /** How many sectors ended in each state. */
  Map<String, Long> ends() {
    return cluster.records.sectors().all().stream()
        .collect(Collectors.groupingBy(sector -> sector.state().name(), Collectors.counting()));
  }

  Map<MessagePurpose, Long> sent() {
    return messages.values().stream()
        .collect(Collectors.groupingBy(OutboxRecord::purpose, Collectors.counting()));
  }
}
