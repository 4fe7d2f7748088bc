package io.sealwright.engine.clearing;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.FileFacts;
import io.sealwright.engine.removal.InFlight;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.RecordFate;
import io.sealwright.engine.storage.Purpose;
import io.sealwright.engine.storage.SectorSearch;
import io.sealwright.engine.store.AttachmentTable;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.bitfield.Bitfield;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Collects what is known of sectors of our own cluster.
 *
 * @param chain for the fate of messages
 * @param sectors for the sectors themselves
 * @param proof of sectors that there is no record of
 */
public record ClusterFacts(
    Database database, MinerChain chain, ChainFacts sectors, PathFiles files, SealProof proof) {
  private static final UUID NO_WORKER = new UUID(0, 0);

  /** The facts of now. */
  public SectorFacts of(SectorId id, Wish wish)
      throws RpcException, IOException, InterruptedException {
    Optional<StoredSector> kept = database.sectors().find(id);
    Set<InFlight> underWay = inFlight(id);
    ChainFacts.Seen seen = sectors.of(id.number(), kept.flatMap(OwnRecord::end));
    boolean isBlank = isExpected(seen.standing()) && kept.filter(ClusterFacts::isBlank).isPresent();
    Optional<StoredSector> stored = isBlank ? Optional.empty() : kept;
    boolean isToBeCommitted =
        stored
            .map(OwnRecord::isToBeCommitted)
            .orElse(seen.standing() instanceof ChainStanding.PreCommitted);
    Purpose purpose = isToBeCommitted ? Purpose.COMMIT : Purpose.PROVE;
    SealProof seal = stored.map(s -> s.state().known().pledged().proof()).orElse(proof);
    return new SectorFacts(
        id,
        seen.head(),
        seen.standing(),
        underWay,
        isBlank ? new LocalRecord.Blank(kept.orElseThrow().state().name()) : record(stored),
        files(new SectorSearch(id, seal.size(), purpose), stored, wish.gone()),
        jobs(id),
        recovery(id, stored, wish, seal));
  }

  private static boolean isExpected(ChainStanding standing) {
    return standing instanceof ChainStanding.Live || standing instanceof ChainStanding.PreCommitted;
  }

  private static boolean isBlank(StoredSector sector) {
    return sector.state().isBlank();
  }

  private LocalRecord record(Optional<StoredSector> stored)
      throws RpcException, IOException, InterruptedException {
    if (stored.isEmpty()) {
      return new LocalRecord.Absent();
    }
    StoredSector sector = stored.get();
    return OwnRecord.of(
        sector,
        OwnRecord.hasRemedy(sector.state())
            ? OwnRecord.remedy(sector.state(), life(sector, sector.changed()))
            : Optional.empty());
  }

  private Facts life(StoredSector sector, Instant now)
      throws RpcException, IOException, InterruptedException {
    return new LifeFacts(database, chain, files).of(sector, now);
  }

  /**
   * What the life cycle decides about a sector as things stand, with the chain unknown where the
   * node does not answer; none if it is not known here.
   */
  public Optional<Outlook> outlook(SectorId id, Instant now)
      throws RpcException, IOException, InterruptedException {
    Optional<StoredSector> stored = database.sectors().find(id);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    StoredSector sector = stored.get();
    Facts known;
    try {
      known = life(sector, now);
    } catch (RpcException e) {
      known = new LifeFacts(database, chain, files).unasked(sector, now).orElseThrow(() -> e);
    }
    return Optional.of(Outlook.of(sector.state(), known));
  }

  /**
   * Its files, and whether more of them may be somewhere. A record names their place, but one of an
   * older dump may name that of before: while a host is idle, they may be on a path of its.
   */
  private FileFacts files(SectorSearch search, Optional<StoredSector> stored, Set<String> gone) {
    Optional<String> place = stored.flatMap(OwnRecord::place);
    PathFiles.Seen seen = files.of(search, place, gone);
    Set<String> idle = new HashSet<>(idleHosts());
    idle.removeAll(gone);
    return new FileFacts(
        seen.found(),
        seen.trashed(),
        seen.unreachable(),
        stored.flatMap(OwnRecord::home),
        idle,
        gone.contains(Wish.ELSEWHERE) || (place.isPresent() && idle.isEmpty()));
  }

  /** Where hosts have paths, and where those were that are detached. */
  public List<ClearingPlan.Folder> folders(Set<String> ids) {
    List<ClearingPlan.Folder> folders = new ArrayList<>(files.folders(ids));
    for (Host host : database.hosts().hosts()) {
      for (AttachmentTable.Attachment said : database.attachments().of(host.name())) {
        if (!said.wanted() && ids.contains(said.path().id())) {
          folders.add(new ClearingPlan.Folder(said.path().id(), host.name().name(), said.folder()));
        }
      }
    }
    return folders;
  }

  /** What is wrong with the paths and hosts that a wish names. */
  public Optional<String> objection(SectorId id, Wish wish) {
    Set<String> known = new HashSet<>(files.ids());
    database.sectors().find(id).flatMap(OwnRecord::place).ifPresent(known::add);
    return wish.objection(known, idleHosts());
  }

  /** What a record would say of a sector that has none, and whose files lie at a place. */
  public Evidence adoption(SectorId id, ChainStanding standing, Place at)
      throws RpcException, InterruptedException {
    return new Adoption(sectors, chain).of(id, standing, at);
  }

  /** The same of one that is promised, and is to be made from its beginning. */
  public Evidence.Pledged beginning(SectorId id, PreCommit promise) throws RpcException {
    return new Adoption(sectors, chain).pledged(id, promise);
  }

  /** Hosts that no worker runs on, but those that were drained before they were switched off. */
  private Set<String> idleHosts() {
    Set<Host.Name> known = new HashSet<>(database.hosts().drained());
    database.hosts().workers().forEach(listed -> known.add(listed.worker().host()));
    return database.hosts().hosts().stream()
        .map(Host::name)
        .filter(name -> !known.contains(name))
        .map(Host.Name::name)
        .collect(Collectors.toSet());
  }

  /**
   * The sectors that the chain expects something of and that were removed, never were here, or were
   * given up here before they had a replica.
   */
  public List<SectorNumber> removedTooEarly() throws RpcException, InterruptedException {
    Bitfield kept =
        Bitfield.of(
            database.sectors().all().stream()
                .filter(sector -> sector.id().miner().equals(sectors.miner()))
                .filter(sector -> !isGivenUp(sector.state()))
                .mapToLong(sector -> sector.id().number().number())
                .toArray());
    return sectors.expected().minus(kept).stream().mapToObj(SectorNumber::new).toList();
  }

  private static boolean isGivenUp(SectorState state) {
    return state instanceof SectorState.Removing
        || state instanceof SectorState.Removed
        || state.isBlank();
  }

  /** Of the messages recorded here, and of others: records may be lost while messages are not. */
  private Set<InFlight> inFlight(SectorId id)
      throws RpcException, IOException, InterruptedException {
    List<OutboxRecord> messages =
        database.outbox(id.miner()).pending().stream()
            .filter(record ->
                record.sectors().contains(id.number())
                    || record.key().filter(key -> isOf(key, id)).isPresent())
            .toList();
    Set<InFlight> underWay = EnumSet.noneOf(InFlight.class);
    underWay.addAll(SentMessages.about(id, sectors.node()));
    if (!messages.isEmpty()) {
      MinerChain.Question question = new MinerChain.Question(Set.of(), proof, messages, Map.of());
      for (RecordFate message : chain.facts(question).messages()) {
        if (message.isUnderWay()) {
          inFlight(message.record().purpose()).ifPresent(underWay::add);
        }
      }
    }
    return underWay;
  }

  private static Optional<InFlight> inFlight(MessagePurpose purpose) {
    return purpose
        .request()
        .flatMap(request ->
            switch (request) {
              case PRE_COMMIT -> Optional.of(InFlight.PRE_COMMIT);
              case PROVE_COMMIT -> Optional.of(InFlight.PROOF);
              case TERMINATE -> Optional.of(InFlight.TERMINATION);
              case DECLARE_FAULT, DECLARE_RECOVERY -> Optional.<InFlight>empty();
            });
  }

  /** The beginning of keys of messages about a sector that there is no record of. */
  public static String key(Request.Purpose purpose, SectorId id) {
    return "operator " + purpose + " " + id.fileName() + " ";
  }

  private static boolean isOf(String key, SectorId id) {
    return List.of(Request.Purpose.values()).stream()
        .anyMatch(purpose -> key.startsWith(key(purpose, id)));
  }

  /** Tasks that a worker has; what waits is dropped with whatever happens to the sector. */
  private List<Job> jobs(SectorId id) {
    Set<Worker.Id> listed =
        database.hosts().workers().stream()
            .map(known -> known.worker().id())
            .collect(Collectors.toSet());
    return database.tasks().all().stream()
        .filter(row -> row.task().sector().equals(id) && row.lease().isPresent())
        .map(row -> job(row, listed))
        .toList();
  }

  private static Job job(TaskTable.Row row, Set<Worker.Id> listed) {
    Worker.Id worker = row.lease().orElseThrow().worker();
    boolean isListed = listed.contains(worker);
    return new Job(
        row.task().id().id(),
        row.task().sector().number(),
        TaskType.ofShort(row.task().type().name()).orElseThrow(),
        isListed ? new JobState.Running() : new JobState.Lost(),
        isListed ? worker.id() : NO_WORKER,
        Optional.empty(),
        row.started());
  }

  private Recovery recovery(SectorId id, Optional<StoredSector> stored, Wish wish, SealProof seal) {
    if (stored.isEmpty()) {
      return wish.recovery(seal.size(), Optional.empty(), Set.of(Recovery.Need.OLD_STATE));
    }
    Evidence known = stored.get().state().known();
    if (!known.canBeMadeAgain()) {
      return new Recovery.Impossible(
          known.replica().isPresent()
              ? "how it was sealed is not known here"
              : "it has never been sealed");
    }
    boolean isEmpty =
        known
            .find(Evidence.Filled.class)
            .map(filled -> filled.pieces().stream().allMatch(FoundPieces::isZero))
            .orElse(Boolean.TRUE);
    return wish.recovery(
        seal.size(),
        sealingTime(database.sectors().log(id)),
        isEmpty ? Set.of() : Set.of(Recovery.Need.PIECES));
  }

  /** How long it took the last time. */
  private static Optional<Duration> sealingTime(SectorLog log) {
    Optional<Instant> begun = Optional.empty();
    Optional<Duration> time = Optional.empty();
    for (SectorLog.Entry entry : log.entries()) {
      if (entry.event() instanceof SectorEvent.TicketDrawn) {
        begun = Optional.of(entry.at());
      } else if (entry.event() instanceof SectorEvent.Replicated) {
        time = begun.map(at -> Duration.between(at, entry.at()));
      }
    }
    return time;
  }
}
