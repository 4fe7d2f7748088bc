package io.sealwright.engine.driver;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.life.next.Lifecycle;
import io.sealwright.engine.life.next.Next;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.sending.miner.Delivery;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.SectorTable;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.engine.work.TaskInputs;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every sector of a miner what it needs next. All that it knows is in the database, so it may
 * end anywhere and another goes on; but only one at a time drives a miner. Faults and recoveries
 * are declared by the window duty, which reads the files: here they are only seen.
 */
public final class Driver {
  private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

  /** Events in a row at one head: no way is longer. */
  private static final int MOST_EVENTS = 8;

  private static final long NORMAL = 0;

  private final Premises premises;

  /** Since when sectors stand where a step failed, as far as that was told. */
  private Map<SectorId, Instant> failuresTold = Map.of();

  /**
   * What it works with.
   *
   * @param proof of the sectors that are made
   * @param ids of new tasks
   */
  public record Premises(
      Database database,
      MinerId miner,
      SealProof proof,
      MinerChain chain,
      MinerSender sender,
      OutboxRecords outbox,
      FileWatch files,
      Gathering gathering,
      Supplier<UUID> ids,
      InstantSource clock) {}

  public Driver(Premises premises) {
    this.premises = premises;
  }

  /**
   * One round: each sector gets what it needs at the head that is. While the node cannot be asked,
   * what needs no word of the chain goes on, and nothing is sent.
   *
   * @throws RpcException if the node cannot be asked; what was done stands
   * @throws IOException if the records cannot be read or written
   */
  public void step() throws RpcException, IOException, InterruptedException {
    List<StoredSector> sectors = sectors();
    tellFailures(sectors);
    Map<SectorId, FileCondition> files = premises.files.look(sectors);
    MinerChain.Question question = question(sectors);
    MinerFacts facts;
    try {
      facts = premises.chain.facts(question);
    } catch (RpcException e) {
      Optional<MinerFacts> unasked = premises.chain.unasked(question, premises.clock.instant());
      if (unasked.isPresent()) {
        advance(sectors, unasked.get(), files);
      }
      throw e;
    }
    premises.sender.settle(facts.fates(), facts.head());
    List<Gathering.Asked> asked = advance(sectors, facts, files);
    deliver(premises.gathering.due(asked, premises.clock.instant()), facts);
  }

  private List<StoredSector> sectors() {
    return premises.database.sectors().all().stream()
        .filter(sector -> sector.id().miner().equals(premises.miner))
        .filter(sector -> !isAtRest(sector.state()))
        .toList();
  }

  /** Whoever carried a step out has told so where it runs; here is where operators look. */
  private void tellFailures(List<StoredSector> sectors) {
    Map<SectorId, Instant> now = new HashMap<>();
    for (StoredSector sector : sectors) {
      if (sector.state() instanceof SectorState.Failed(_, Trouble trouble)) {
        now.put(sector.id(), sector.changed());
        if (!sector.changed().equals(failuresTold.get(sector.id()))) {
          LOG.warn("sector {} is {}: {}", sector.id(), sector.state().name(), trouble.words());
        }
      }
    }
    failuresTold = now;
  }

  /** What keeps files from being looked at; empty if nothing does. */
  public Optional<Finding> unseenFiles() {
    return premises.files.trouble();
  }

  private static boolean isAtRest(SectorState state) {
    return state instanceof SectorState.Removed
        || state instanceof SectorState.Expired
        || state instanceof SectorState.FaultedFinal
        || state instanceof SectorState.FailedUnrecoverable;
  }

  private MinerChain.Question question(List<StoredSector> sectors) throws IOException {
    Set<Cid> known =
        sectors.stream()
            .flatMap(sector -> MinerFacts.sent(sector.state()).stream())
            .map(Sent::message)
            .collect(Collectors.toSet());
    return new MinerChain.Question(
        sectors.stream().map(sector -> sector.id().number()).collect(Collectors.toSet()),
        premises.proof,
        premises.outbox.pending(),
        premises.outbox.settled(known));
  }

  private List<Gathering.Asked> advance(
      List<StoredSector> sectors, MinerFacts facts, Map<SectorId, FileCondition> files)
      throws InterruptedException {
    List<Gathering.Asked> asked = new ArrayList<>();
    for (StoredSector sector : sectors) {
      FileCondition condition = files.getOrDefault(sector.id(), FileCondition.UNKNOWN);
      advance(sector, facts, condition).ifPresent(asked::add);
    }
    return asked;
  }

  /** Takes a sector as far as it goes at once; the message that it needs then, if it needs one. */
  private Optional<Gathering.Asked> advance(
      StoredSector sector, MinerFacts facts, FileCondition files) throws InterruptedException {
    StoredSector at = sector;
    for (int i = 0; i < MOST_EVENTS; i++) {
      Next next = next(at, facts, files);
      if (next instanceof Next.Send(Request request, _)) {
        return request.isOfDuty()
            ? Optional.empty()
            : Optional.of(new Gathering.Asked(request, at.changed()));
      }
      wantedWork(at.state(), next).ifPresent(want(at));
      Optional<SectorEvent> event = event(at, next);
      if (event.isEmpty() || !append(at.id(), event.get())) {
        return Optional.empty();
      }
      at = premises.database.sectors().find(at.id()).orElseThrow();
    }
    return Optional.empty();
  }

  private Next next(StoredSector sector, MinerFacts facts, FileCondition files) {
    SectorNumber number = sector.id().number();
    MinerFacts.Own own =
        new MinerFacts.Own(
            sector.changed(), sector.failures(), MinerFacts.sent(sector.state()), files);
    return Lifecycle.next(sector.state(), facts.of(number, own, premises.clock.instant()));
  }

  /**
   * A recovery begins as P1 does and takes its slot; to delete is the end of what FIN does, where
   * there is anything.
   */
  private static Optional<TaskType> wantedWork(SectorState state, Next next) {
    return switch (next) {
      case Next.Run(TaskType task, _) -> Optional.of(task);
      case Next.Recover _ -> Optional.of(TaskType.PC1);
      case Next.DeleteFiles _ ->
          TaskInputs.of(state).isEmpty() ? Optional.empty() : Optional.of(TaskType.FIN);
      case Next.Send _,
          Next.DrawTicket _,
          Next.DrawSeed _,
          Next.WriteDown _,
          Next.WaitForEpoch _,
          Next.WaitForTime _,
          Next.WaitForChange _,
          Next.Rest _ ->
          Optional.empty();
    };
  }

  private Consumer<TaskType> want(StoredSector sector) {
    return type ->
        premises
            .database
            .tasks()
            .want(
                new TaskTable.Wanted(
                    type,
                    sector.id(),
                    sector.state().known().pledged().proof(),
                    NORMAL,
                    TaskInputs.of(sector.state())),
                sector,
                premises.ids.get(),
                premises.clock.instant());
  }

  /** What is to be written down. Randomness that cannot be had now is drawn in a later round. */
  private Optional<SectorEvent> event(StoredSector sector, Next next) throws InterruptedException {
    try {
      return switch (next) {
        case Next.WriteDown(SectorEvent event, _) -> Optional.of(event);
        case Next.DeleteFiles _ when TaskInputs.of(sector.state()).isEmpty() ->
            Optional.of(new SectorEvent.Removed());
        case Next.DrawTicket(var epoch, _) ->
            Optional.of(new SectorEvent.TicketDrawn(premises.chain.ticket(epoch), epoch));
        case Next.DrawSeed(var epoch, _) ->
            Optional.of(new SectorEvent.SeedDrawn(premises.chain.seed(epoch)));
        default -> Optional.empty();
      };
    } catch (RpcException e) {
      LOG.warn("sector {} gets no randomness: {}", sector.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private boolean append(SectorId sector, SectorEvent event) {
    Outcome outcome = premises.database.sectors().append(sector, event, premises.clock.instant());
    return switch (outcome) {
      case Outcome.Changed(SectorState state) -> {
        if (event instanceof SectorEvent.FaultFound(String words)) {
          LOG.warn(
              "sector {}: its files on path {} are {}",
              sector,
              state.known().place().map(Place::path).orElse("?"),
              words.toLowerCase(Locale.ROOT));
        }
        LOG.info("sector {}: {}, now {}", sector, event.name(), state.name());
        yield true;
      }
      case Outcome.Refused(String why) -> {
        LOG.info("sector {} has moved on: {}", sector, why);
        yield false;
      }
    };
  }

  private void deliver(List<Request> requests, MinerFacts facts)
      throws RpcException, IOException, InterruptedException {
    if (requests.isEmpty()) {
      return;
    }
    for (Delivery delivery : premises.sender.deliver(requests, facts.places())) {
      SectorId sector = delivery.request().known().pledged().id();
      switch (delivery) {
        case Delivery.UnderWay(Request request, var sent) -> append(sector, request.whenSent(sent));
        case Delivery.PutOff(_, String words) ->
            LOG.warn("sector {}: its message is put off: {}", sector, words);
        case Delivery.Refused(_, String words) -> refused(sector, words);
      }
    }
  }

  private void refused(SectorId sector, String words) {
    SectorTable sectors = premises.database.sectors();
    sectors
        .find(sector)
        .flatMap(stored -> FailedStep.of(stored.state(), Trouble.Kind.REFUSED))
        .ifPresent(step -> {
          Trouble trouble = Refusal.of(step, words, sectors.log(sector));
          append(sector, new SectorEvent.StepFailed(step, trouble));
        });
  }

  /** Gives the node again what it should have, after a crash or when its pool was emptied. */
  public void redeliver() throws RpcException, IOException, InterruptedException {
    for (MinerSender.Undelivered undelivered : premises.sender.redeliver()) {
      LOG.warn(
          "message {} may not be in the pool: {}", undelivered.record().cid(), undelivered.words());
    }
  }
}
