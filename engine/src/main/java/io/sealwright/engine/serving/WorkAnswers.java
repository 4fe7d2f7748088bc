package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.Refusals.telling;

import io.sealwright.engine.schedule.Planner;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.schedule.TaskId;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.engine.store.HostTable;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.api.miner.SealingMethods;
import io.sealwright.lotus.cluster.CallId;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.server.Caller;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Workers, their jobs and the queue in front. */
record WorkAnswers(ServedMiner miner, InstantSource clock, SealingMethods api) {

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.workerStats(), () -> telling(() -> view().stats()))
        .answer(api.workerJobs(), () -> telling(() -> view().jobs()))
        .answer(api.schedDiag(), _ -> telling(() -> view().scheduler()))
        .answerTo(api.abort(), (call, caller) -> telling(() -> abort(call, caller)))
        .answerTo(
            api.removeRequest(), (id, caller) -> telling(() -> remove(new TaskId(id), caller)));
  }

  /** Lotus lets a call pass that it does not know, and keeps it for a result that never comes. */
  private Nothing abort(CallId call, Caller caller) throws ActionRefused, InterruptedException {
    TaskId id = new TaskId(call.id());
    if (find(id).filter(row -> row.task().sector().equals(call.sector())).isEmpty()) {
      throw new ActionRefused("there is no job " + call.text());
    }
    return abort(id, caller);
  }

  private Nothing remove(TaskId id, Caller caller) throws ActionRefused, InterruptedException {
    if (find(id).filter(row -> row.lease().isEmpty()).isEmpty()) {
      throw new ActionRefused("No request with provided details found");
    }
    return abort(id, caller);
  }

  private Nothing abort(TaskId id, Caller caller) throws ActionRefused, InterruptedException {
    Operations operations = new Operations(miner.database(), clock);
    return miner
        .log()
        .noting(
            new Order(OperatorLog.api(caller), "abort", "task " + id),
            () -> {
              operations.abort(id);
              return Nothing.NOTHING;
            });
  }

  private Optional<TaskTable.Row> find(TaskId id) {
    return miner.database().tasks().find(id);
  }

  private WorkView view() {
    HostTable hosts = miner.database().hosts();
    Instant now = clock.instant();
    List<TaskTable.Row> tasks = miner.database().tasks().all();
    Snapshot snapshot = miner.proofs().apply(hosts.snapshot(tasks, now));
    return new WorkView(tasks, snapshot, new Planner(miner.rules()), miner.proof());
  }
}
