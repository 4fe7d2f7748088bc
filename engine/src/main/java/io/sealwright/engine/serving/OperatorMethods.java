package io.sealwright.engine.serving;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.UUID_TEXT;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.PlanJson;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.store.ActionTable;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.lotus.rpc.typed.Method5;
import io.sealwright.protocol.SectorNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What only our own miner has, in a namespace of its own.
 *
 * <pre>
 *   Sealwright.Pauses []                  what is paused
 *   Sealwright.Pause [pause, who]         no new task is to start there; false if so already
 *   Sealwright.Resume [pause, who]        lifts exactly that pause; false if there was none
 *   Sealwright.Drain [host, drained, who] whether a host is to become empty; which sectors no other
 *                                         host sees, and until when the chain wants them
 *   Sealwright.Hosts []                   the hosts it knows, and the workers on its list
 *   Sealwright.Waiting []                 the tasks that wait, and the planner's reasons
 *   Sealwright.RemovedTooEarly []         sectors of the chain that were removed, or never here
 *   Sealwright.Plan [number, wish]        how a sector would be got rid of, and what would keep it
 *   Sealwright.CarryOut [number, wish, basis, who]
 *                                         does what the plan of that basis permits; what was done
 *   Sealwright.Rescue [number, way, wish, basis, who]
 *                                         goes one of the ways out that the plan names
 *   Sealwright.Reset [number, point, who] a failed sector goes on from an earlier point
 *   Sealwright.ResetObjection [number, point]
 *                                         why that would be refused; null if it would be done
 *   Sealwright.Actions [query]            what operators had done, the newest first
 *   Sealwright.Withheld []                the sectors whose proof is withheld
 *   Sealwright.Outlook [number]           what the life cycle decides about a sector, and why
 * </pre>
 *
 * <p>A pause is an object of {@code Host}, {@code Worker}, the name of one there, and {@code Type};
 * without the second it holds on the whole host, without both everywhere, without the last for all
 * types.
 */
public final class OperatorMethods {
  private static final JsonForm<Pause> PAUSE =
      RecordForm.of(
              "sealwright.Pause",
              Sent.class,
              sometimes("Host", JsonForm.TEXT),
              sometimes("Worker", JsonForm.TEXT),
              sometimes("Type", JsonForm.TEXT))
          .mapped("sealwright.Pause", Sent::pause, Sent::of);

  private static final JsonForm<WaitReason> REASON =
      RecordForm.of(
          "sealwright.WaitReason",
          WaitReason.class,
          field("Kind", JsonForm.TEXT),
          sometimes("Needed", JsonForm.I64),
          sometimes("Free", JsonForm.I64),
          field("About", JsonForm.TEXT.list()));

  private static final JsonForm<WaitReason.At> AT =
      RecordForm.of(
          "sealwright.WaitReasons",
          WaitReason.At.class,
          field("Worker", UUID_TEXT),
          field("Host", JsonForm.TEXT),
          field("Reasons", REASON.list()));

  private static final JsonForm<TaskWait> WAIT =
      RecordForm.of(
          "sealwright.TaskWait",
          TaskWait.class,
          field("ID", UUID_TEXT),
          field("Sector", SECTOR_ID),
          field("Task", JsonForm.TEXT),
          field("Priority", JsonForm.I64),
          field("Given", JsonForm.BOOL),
          field("Workers", AT.list()));

  private static final JsonForm<Instant> TIME =
      JsonForm.TEXT.mapped("time", Instant::parse, Instant::toString);

  private static final JsonForm<AtRisk> AT_RISK =
      RecordForm.of(
          "sealwright.AtRisk",
          AtRisk.class,
          field("Sector", SECTOR_NUMBER),
          field("State", JsonForm.TEXT),
          field("Path", JsonForm.TEXT),
          field("Due", PlanJson.word(Due.Kind.class)),
          sometimes("Epoch", EPOCH),
          sometimes("Time", TIME));

  private static final JsonForm<ActionTable.Query> QUERY =
      RecordForm.of(
          "sealwright.ActionQuery",
          ActionTable.Query.class,
          sometimes("Who", JsonForm.TEXT),
          sometimes("What", JsonForm.TEXT),
          sometimes("Outcome", PlanJson.word(ActionTable.Outcome.class)),
          sometimes("Since", TIME),
          field("Most", JsonForm.I64.mapped("int", Math::toIntExact, Long::valueOf)));

  private static final JsonForm<ActionTable.Action> ACTION =
      RecordForm.of(
          "sealwright.Action",
          ActionTable.Action.class,
          field("ID", JsonForm.I64.mapped("int64", ActionTable.Id::new, ActionTable.Id::number)),
          field(
              "Order",
              RecordForm.of(
                  "sealwright.Order",
                  ActionTable.Order.class,
                  field("Who", JsonForm.TEXT),
                  field("What", JsonForm.TEXT),
                  field("Details", JsonForm.TEXT))),
          field("Begun", TIME),
          sometimes("Ended", TIME),
          field("Outcome", PlanJson.word(ActionTable.Outcome.class)),
          field("Words", JsonForm.TEXT));

  private static final JsonForm<KnownWorker> WORKER =
      RecordForm.of(
          "sealwright.KnownWorker",
          KnownWorker.class,
          field("ID", UUID_TEXT),
          field("Name", JsonForm.TEXT),
          field("Heard", TIME));

  private static final JsonForm<KnownHost> HOST =
      RecordForm.of(
          "sealwright.KnownHost",
          KnownHost.class,
          field("Name", JsonForm.TEXT),
          field("Drained", JsonForm.BOOL),
          field("Workers", WORKER.list()));

  private static final JsonForm<Outlook> OUTLOOK =
      RecordForm.of(
          "sealwright.Outlook",
          Outlook.class,
          field("Step", PlanJson.word(Outlook.Step.class)),
          field("About", JsonForm.TEXT),
          field("Reason", PlanJson.word(Reason.class)),
          sometimes("Epoch", EPOCH),
          sometimes(
              "Left", JsonForm.I64.mapped("seconds", Duration::ofSeconds, Duration::toSeconds)),
          sometimes("Time", TIME),
          sometimes("Failed", PlanJson.word(FailedStep.class)),
          field("Failures", JsonForm.I64.mapped("int", Math::toIntExact, Long::valueOf)));

  /**
   * A worker on the list.
   *
   * @param name of its configuration
   * @param heard when it was last heard of
   */
  public record KnownWorker(UUID id, String name, Instant heard) {}

  /**
   * A host that has or had workers.
   *
   * @param drained whether it is to become empty
   */
  public record KnownHost(String name, boolean drained, List<KnownWorker> workers) {
    public KnownHost {
      workers = List.copyOf(workers);
    }
  }

  /** A pause as it travels. */
  public record Sent(Optional<String> host, Optional<String> worker, Optional<String> type) {
    static Sent of(Pause pause) {
      Optional<String> type = pause.type().map(TaskType::name);
      return switch (pause.scope()) {
        case Pause.Scope.Everywhere _ -> new Sent(Optional.empty(), Optional.empty(), type);
        case Pause.Scope.OnHost(Host.Name host) ->
            new Sent(Optional.of(host.name()), Optional.empty(), type);
        case Pause.Scope.OnWorker(Host.Name host, String name) ->
            new Sent(Optional.of(host.name()), Optional.of(name), type);
      };
    }

    Pause pause() {
      return new Pause(scope(), type.map(TaskType::valueOf));
    }

    private Pause.Scope scope() {
      if (host.isEmpty()) {
        if (worker.isPresent()) {
          throw new IllegalArgumentException("a pause of a worker names its host, too");
        }
        return new Pause.Scope.Everywhere();
      }
      Host.Name on = new Host.Name(host.get());
      return worker.isPresent()
          ? new Pause.Scope.OnWorker(on, worker.get())
          : new Pause.Scope.OnHost(on);
    }
  }

  /** A pause in a few words: {@code PC1 on p1-7}. */
  public static String text(Pause pause) {
    String type = pause.type().map(TaskType::name).orElse("all");
    return switch (pause.scope()) {
      case Pause.Scope.Everywhere _ -> type + " everywhere";
      case Pause.Scope.OnHost(Host.Name host) -> type + " on " + host;
      case Pause.Scope.OnWorker(Host.Name host, String name) ->
          type + " on " + name + " of " + host;
    };
  }

  public Method0<List<Pause>> pauses() {
    return query("Sealwright.Pauses", READ, PAUSE.list()).taking();
  }

  /** Whether it was not paused before. */
  public Method2<Pause, String, Boolean> pause() {
    return query("Sealwright.Pause", ADMIN, JsonForm.BOOL).taking(PAUSE, JsonForm.TEXT);
  }

  /** Whether there was such a pause. */
  public Method2<Pause, String, Boolean> resume() {
    return query("Sealwright.Resume", ADMIN, JsonForm.BOOL).taking(PAUSE, JsonForm.TEXT);
  }

  public Method3<String, Boolean, String, List<AtRisk>> drain() {
    return query("Sealwright.Drain", ADMIN, AT_RISK.list())
        .taking(JsonForm.TEXT, JsonForm.BOOL, JsonForm.TEXT);
  }

  /** How many tasks the worker had. */
  public Method2<UUID, String, Long> removeWorker() {
    return command("Sealwright.RemoveWorker", ADMIN, JsonForm.I64).taking(UUID_TEXT, JsonForm.TEXT);
  }

  public Method0<List<KnownHost>> hosts() {
    return query("Sealwright.Hosts", READ, HOST.list()).taking();
  }

  public Method0<List<TaskWait>> waiting() {
    return query("Sealwright.Waiting", READ, WAIT.list()).taking();
  }

  public Method0<List<SectorNumber>> removedTooEarly() {
    return query("Sealwright.RemovedTooEarly", ADMIN, SECTOR_NUMBER.list()).taking();
  }

  public Method2<SectorNumber, Wish, ClearingPlan> plan() {
    return query("Sealwright.Plan", ADMIN, PlanJson.PLAN).taking(SECTOR_NUMBER, PlanJson.WISH);
  }

  public Method4<SectorNumber, Wish, Basis, String, List<String>> carryOut() {
    return command("Sealwright.CarryOut", ADMIN, JsonForm.TEXT.list())
        .taking(SECTOR_NUMBER, PlanJson.WISH, PlanJson.BASIS, JsonForm.TEXT);
  }

  public Method5<SectorNumber, Way.Kind, Wish, Basis, String, Nothing> rescue() {
    return command("Sealwright.Rescue", ADMIN, JsonForm.NOTHING)
        .taking(
            SECTOR_NUMBER,
            PlanJson.word(Way.Kind.class),
            PlanJson.WISH,
            PlanJson.BASIS,
            JsonForm.TEXT);
  }

  public Method3<SectorNumber, RestartPoint, String, Nothing> reset() {
    return command("Sealwright.Reset", ADMIN, JsonForm.NOTHING)
        .taking(SECTOR_NUMBER, PlanJson.word(RestartPoint.class), JsonForm.TEXT);
  }

  public Method2<SectorNumber, RestartPoint, Optional<String>> resetObjection() {
    return query("Sealwright.ResetObjection", ADMIN, JsonForm.TEXT.optional())
        .taking(SECTOR_NUMBER, PlanJson.word(RestartPoint.class));
  }

  public Method1<ActionTable.Query, List<ActionTable.Action>> actions() {
    return query("Sealwright.Actions", READ, ACTION.list()).taking(QUERY);
  }

  public Method1<SectorNumber, Outlook> outlook() {
    return query("Sealwright.Outlook", READ, OUTLOOK).taking(SECTOR_NUMBER);
  }

  public Method0<List<SectorNumber>> withheld() {
    return query("Sealwright.Withheld", READ, SECTOR_NUMBER.list()).taking();
  }
}
