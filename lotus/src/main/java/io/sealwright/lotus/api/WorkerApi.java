package io.sealwright.lotus.api;

import io.sealwright.lotus.api.worker.TaskMethods;
import io.sealwright.lotus.api.worker.WorkerMethods;

/** The API of a sealing worker. No address is written in it. */
public record WorkerApi(WorkerMethods worker, TaskMethods tasks) {

  /** The API, the same on every network. */
  public static WorkerApi ofAnyNetwork() {
    return new WorkerApi(new WorkerMethods(), new TaskMethods());
  }
}
