package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.LotusWork;
import io.sealwright.engine.cluster.work.Queue;
import io.sealwright.engine.cluster.work.Worker;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where the facts about work come from. */
record WorkSource(Link miner) {
  Map<UUID, Worker> workers() throws CommandFailure, InterruptedException {
    return LotusWork.workers(Target.ask(miner, Target.api(miner).sealing().workerStats().ask()));
  }

  List<Job> jobs() throws CommandFailure, InterruptedException {
    return LotusWork.jobs(Target.ask(miner, Target.api(miner).sealing().workerJobs().ask()));
  }

  /** The scheduler as it is; it is not made to look for work. */
  Queue queue() throws CommandFailure, InterruptedException {
    return LotusWork.queue(Target.ask(miner, Target.api(miner).sealing().schedDiag().ask(false)));
  }
}
