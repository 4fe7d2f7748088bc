package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.TIME;
import static io.sealwright.lotus.json.ValueJson.UNSEALED;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.UUID_TEXT;

import io.sealwright.lotus.cluster.CallFailure;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.PieceSource;
import io.sealwright.lotus.cluster.Range;
import io.sealwright.lotus.cluster.SchedulerState;
import io.sealwright.lotus.cluster.SectorCids;
import io.sealwright.lotus.cluster.SectorRef;
import io.sealwright.lotus.cluster.WindowProof;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.lotus.cluster.WorkerStats;
import io.sealwright.lotus.cluster.WorkerStats.Machine;
import io.sealwright.lotus.cluster.WorkerStats.Need;
import io.sealwright.lotus.rpc.JsonForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The forms of workers, their jobs and the scheduler's. */
public final class WorkerJson {
  private static final JsonForm<Optional<List<String>>> TEXTS = JsonForm.TEXT.list().optional();

  public static final JsonForm<CallId> CALL =
      RecordForm.of(
          "storiface.CallID", CallId.class, field("Sector", SECTOR_ID), field("ID", UUID_TEXT));

  public static final JsonForm<CallFailure> FAILURE =
      RecordForm.of(
          "storiface.CallError",
          CallFailure.class,
          field("Code", JsonForm.I64),
          field("Message", JsonForm.TEXT));

  public static final JsonForm<SectorRef> SECTOR =
      RecordForm.of(
          "storiface.SectorRef",
          SectorRef.class,
          field("ID", SECTOR_ID),
          field("ProofType", JsonForm.I64));

  public static final JsonForm<SectorCids> CIDS =
      RecordForm.of(
          "storiface.SectorCids",
          SectorCids.class,
          field("Unsealed", UNSEALED.optional()),
          field("Sealed", SEALED.optional()));

  public static final JsonForm<SectorCids.Updated> UPDATED_CIDS =
      RecordForm.of(
          "storiface.ReplicaUpdateOut",
          SectorCids.Updated.class,
          field("NewSealed", SEALED.optional()),
          field("NewUnsealed", UNSEALED.optional()));

  public static final JsonForm<Range> RANGE =
      RecordForm.of(
          "storiface.Range", Range.class, field("Offset", UNSIGNED), field("Size", UNSIGNED));

  public static final JsonForm<PieceSource> PIECE_SOURCE =
      RecordForm.of(
          "storiface.Data",
          PieceSource.class,
          field("Type", JsonForm.TEXT),
          field("Info", JsonForm.TEXT));

  public static final JsonForm<WindowProof.Challenge> CHALLENGE =
      RecordForm.of(
          "storiface.PostSectorChallenge",
          WindowProof.Challenge.class,
          field("SealProof", JsonForm.I64),
          field("SectorNumber", SECTOR_NUMBER),
          field("SealedCID", CID),
          field("Challenge", UNSIGNED.list()),
          field("Update", JsonForm.BOOL));

  /** The body of {@code POST /remote/vanilla/single}. */
  public static final JsonForm<WindowProof.VanillaOrder> VANILLA_ORDER =
      RecordForm.of(
          "paths.SingleVanillaParams",
          WindowProof.VanillaOrder.class,
          field("Miner", UNSIGNED),
          field("Sector", CHALLENGE),
          field("ProofType", JsonForm.I64));

  public static final JsonForm<WindowProof.Made> MADE =
      RecordForm.of(
          "storiface.WindowPoStResult",
          WindowProof.Made.class,
          field("PoStProofs", ChainJson.POST_PROOF),
          field("Skipped", ValueJson.slice(SECTOR_ID)));

  public static final JsonForm<WorkerJob> JOB =
      RecordForm.of(
          "storiface.WorkerJob",
          WorkerJob.class,
          field("ID", CALL),
          field("Sector", SECTOR_ID),
          field("Task", JsonForm.TEXT),
          field("RunWait", JsonForm.I64),
          field("Start", TIME),
          sometimes("Hostname", JsonForm.TEXT));

  private static final JsonForm<Need> NEED =
      RecordForm.of(
          "storiface.Resources",
          Need.class,
          field("MinMemory", UNSIGNED),
          field("MaxMemory", UNSIGNED),
          field("GPUUtilization", JsonForm.DECIMAL),
          field("MaxParallelism", JsonForm.I64),
          field("MaxParallelismGPU", JsonForm.I64),
          field("BaseMinMemory", UNSIGNED),
          field("MaxConcurrent", JsonForm.I64.orIfAbsent(0L)));

  private static final JsonForm<WorkerStats.Resources> RESOURCES =
      RecordForm.of(
          "storiface.WorkerResources",
          WorkerStats.Resources.class,
          field("MemPhysical", UNSIGNED),
          field("MemUsed", UNSIGNED),
          field("MemSwap", UNSIGNED),
          field("MemSwapUsed", UNSIGNED),
          field("CPUs", UNSIGNED),
          field("GPUs", TEXTS),
          field(
              "Resources",
              byText(NEED.mapBy("abi.RegisteredSealProof", Long::valueOf, String::valueOf))
                  .optional()));

  public static final JsonForm<Machine> MACHINE =
      RecordForm.of(
          "storiface.WorkerInfo",
          Machine.class,
          field("Hostname", JsonForm.TEXT),
          field("IgnoreResources", JsonForm.BOOL.orIfAbsent(false)),
          field("Resources", RESOURCES));

  public static final JsonForm<WorkerStats> STATS =
      RecordForm.of(
          "storiface.WorkerStats",
          WorkerStats.class,
          field("Info", MACHINE),
          field("Tasks", TEXTS),
          field("Enabled", JsonForm.BOOL),
          field("MemUsedMin", UNSIGNED),
          field("MemUsedMax", UNSIGNED),
          field("GpuUsed", JsonForm.DECIMAL),
          field("CpuUse", UNSIGNED),
          field("TaskCounts", byText(JsonForm.I64).optional()));

  public static final JsonForm<Map<UUID, WorkerStats>> ALL_STATS = byUuid(STATS);

  public static final JsonForm<Map<UUID, List<WorkerJob>>> ALL_JOBS = byUuid(JOB.list());

  public static final JsonForm<SchedulerState> SCHEDULER =
      RecordForm.of(
          "interface {}",
          SchedulerState.class,
          field(
              "SchedInfo",
              RecordForm.of(
                  "sealer.SchedDiagInfo",
                  SchedulerState.Queue.class,
                  field("Requests", request().list().optional()),
                  field("OpenWindows", UUID_TEXT.list().optional()))),
          field("ReturnedWork", TEXTS),
          field("Waiting", TEXTS),
          field("CallToWork", byText(JsonForm.TEXT)),
          field("EarlyRet", TEXTS));

  /** The names of tasks, each the key of an empty object. */
  public static final JsonForm<List<String>> TASK_TYPES =
      byText(JsonForm.RAW)
          .mapped(
              "map[sealtasks.TaskType]struct {}",
              map -> List.copyOf(map.keySet()),
              WorkerJson::eachEmpty);

  private WorkerJson() {}

  /** An object whose keys are texts. */
  public static <T> JsonForm<Map<String, T>> byText(JsonForm<T> values) {
    return values.mapBy("string", Function.identity(), Function.identity());
  }

  private static <T> JsonForm<Map<UUID, T>> byUuid(JsonForm<T> values) {
    return values.mapBy("uuid.UUID", ValueJson::parseUuid, UUID::toString);
  }

  private static JsonForm<SchedulerState.Request> request() {
    return RecordForm.of(
        "sealer.SchedDiagRequestInfo",
        SchedulerState.Request.class,
        field("Sector", SECTOR_ID),
        field("TaskType", JsonForm.TEXT),
        field("Priority", JsonForm.I64),
        sometimes("SchedId", UUID_TEXT));
  }

  private static Map<String, JsonNode> eachEmpty(List<String> names) {
    Map<String, JsonNode> map = LinkedHashMap.newLinkedHashMap(names.size());
    names.forEach(name -> map.put(name, JsonNodeFactory.instance.objectNode()));
    return map;
  }
}
