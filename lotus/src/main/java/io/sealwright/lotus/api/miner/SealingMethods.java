package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.UUID_TEXT;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.cluster.SchedulerState;
import io.sealwright.lotus.cluster.WorkerJob;
import io.sealwright.lotus.cluster.WorkerStats;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Workers, their jobs and the scheduler. */
public final class SealingMethods {

  /** The URL of a worker's API. Returns once the miner has called it. */
  public Method1<String, Nothing> workerConnect() {
    return query("WorkerConnect", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  public Method0<Map<UUID, WorkerStats>> workerStats() {
    return query("WorkerStats", ADMIN, WorkerJson.ALL_STATS).taking();
  }

  /** Those of no worker any more are under the UUID of zeros. */
  public Method0<Map<UUID, List<WorkerJob>>> workerJobs() {
    return query("WorkerJobs", ADMIN, WorkerJson.ALL_JOBS).taking();
  }

  /** And whether to schedule first. */
  public Method1<Boolean, SchedulerState> schedDiag() {
    return query("SealingSchedDiag", ADMIN, WorkerJson.SCHEDULER).taking(JsonForm.BOOL);
  }

  /** Gives up on a call; the worker goes on with it. */
  public Method1<CallId, Nothing> abort() {
    return command("SealingAbort", ADMIN, JsonForm.NOTHING).taking(WorkerJson.CALL);
  }

  /** Takes work that waits out of the queue. Unknown to old miners. */
  public Method1<UUID, Nothing> removeRequest() {
    return command("SealingRemoveRequest", ADMIN, JsonForm.NOTHING).taking(UUID_TEXT);
  }
}
