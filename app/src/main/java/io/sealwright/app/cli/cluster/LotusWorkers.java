package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.work.LotusWork;
import io.sealwright.engine.cluster.work.Worker;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.api.WorkerApi;
import io.sealwright.lotus.api.worker.WorkerMethods;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The workers of a lotus-miner, and their own APIs. The miner tells no worker's address; but a
 * worker serves the files of its storage paths beside its API, so the URLs of paths are where to
 * look, and whoever answers there with the session that the miner has of a worker is that worker.
 * The miner's own worker has no API, and one without storage is not found.
 */
record LotusWorkers(Link miner, MinerApi api) {
  private static final WorkerMethods WORKER = WorkerApi.ofAnyNetwork().worker();
  private static final String FILES = "/remote";

  /** Addresses that are asked at most; each may be silent as long as a connection takes. */
  private static final int MOST_ADDRESSES = 500;

  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 1 << 20;

  static LotusWorkers of(Link miner) {
    return new LotusWorkers(miner, MinerApi.of(miner.network().letter()));
  }

  /** Those that seal; windows are not proven by them. */
  List<Worker> sealing() throws CommandFailure, InterruptedException {
    return all().stream().filter(worker -> !worker.isProving()).toList();
  }

  List<Worker> all() throws CommandFailure, InterruptedException {
    return LotusWork.workers(miner.ask(api.sealing().workerStats().ask())).values().stream()
        .sorted(Worker.ORDER)
        .toList();
  }

  /** Where the APIs of workers are, of those that can be found. */
  Map<UUID, ApiAddress> find(Set<UUID> wanted) throws CommandFailure, InterruptedException {
    Map<UUID, ApiAddress> found = new HashMap<>();
    Set<ApiAddress> asked = new HashSet<>();
    for (String path : miner.ask(api.storage().list().ask()).keySet()) {
      for (String url : miner.ask(api.storage().path().ask(path)).urls().orElse(List.of())) {
        Optional<ApiAddress> at = api(url, miner.served());
        if (at.isPresent() && asked.size() < MOST_ADDRESSES && asked.add(at.get())) {
          session(at.get()).filter(wanted::contains).ifPresent(id -> found.put(id, at.get()));
        }
        if (found.size() == wanted.size()) {
          return found;
        }
      }
    }
    return found;
  }

  /**
   * The API beside the files of a path, to be shown the miner's token, which its workers take. An
   * address that every machine calls itself by is no worker's, unless the miner is here as well.
   */
  static Optional<ApiAddress> api(String url, ApiAddress miner) {
    ApiAddress files;
    try {
      files = ApiAddress.parse(url);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (!files.path().equals(FILES) || isLoopback(files) && !isLoopback(miner)) {
      return Optional.empty();
    }
    return Optional.of(new ApiAddress(miner.token(), files.secure(), files.authority(), ""));
  }

  private static boolean isLoopback(ApiAddress address) {
    String host = URI.create(address.toString()).getHost();
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]")
        || host.equals("0.0.0.0")
        || host.equals("[::]");
  }

  /** The session of the worker that answers; a miner's API does not know the question. */
  private static Optional<UUID> session(ApiAddress at) throws InterruptedException {
    try (RpcClient client = client(at)) {
      return Optional.of(client.call(WORKER.processSession().ask()));
    } catch (RpcException _) {
      return Optional.empty();
    }
  }

  static RpcClient client(ApiAddress at) {
    return RpcClient.of(
        List.of(at),
        ApiAddress.Generation.V0,
        Transport.HTTP,
        ClientSettings.DEFAULTS.withAttempts(1).withAnswer(ANSWER).withMaxAnswerBytes(MOST_BYTES),
        Pause.REAL);
  }
}
