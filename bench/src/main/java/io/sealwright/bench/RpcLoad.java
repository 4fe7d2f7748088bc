package io.sealwright.bench;

import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ApiAddress.Generation;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.client.Subscription;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Load on the JSON-RPC server: many sockets, each with an open channel, together asking at a given
 * rate. Client and server share the process, so its CPU is the sum of both.
 *
 * <p>Arguments: connections, requests a second, seconds; 200, 1000 and 30 if left out.
 */
public final class RpcLoad {
  private final int connections;
  private final int rate;
  private final Duration length;
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();

  /** How many answers took how many milliseconds. */
  private final Map<Long, Integer> millis = new ConcurrentSkipListMap<>();

  private RpcLoad(int connections, int rate, Duration length) {
    this.connections = connections;
    this.rate = rate;
    this.length = length;
  }

  public static void main(String[] args) throws InterruptedException {
    new RpcLoad(
            args.length > 0 ? Integer.parseInt(args[0]) : 200,
            args.length > 1 ? Integer.parseInt(args[1]) : 1000,
            Duration.ofSeconds(args.length > 2 ? Integer.parseInt(args[2]) : 30))
        .run();
  }

  private void run() throws InterruptedException {
    try (RpcServer server = serve()) {
      ApiAddress node = ApiAddress.parse("http://127.0.0.1:" + server.address().getPort());
      CountDownLatch connected = new CountDownLatch(connections);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        callers.add(Thread.startVirtualThread(() -> ask(node, connected)));
      }
      connected.await();
      Duration before = cpu();
      for (Thread caller : callers) {
        caller.join();
      }
      report(cpu().minus(before));
    }
  }

  private void report(Duration cpu) {
    System.out.printf(
        "%d sockets, %d requests/s asked, %.0f answered, %d errors, %.2f ms CPU a request%n",
        connections,
        rate,
        answers.get() / (double) length.toSeconds(),
        errors.get(),
        cpu.toNanos() / 1e6 / Math.max(1, answers.get()));
    for (int percent : new int[] {50, 99, 100}) {
      System.out.printf("%3d %% within %d ms%n", percent, percentile(percent));
    }
  }

  private long percentile(int percent) {
    long wanted = (long) Math.ceil(answers.get() * (percent / 100.0));
    long seen = 0;
    for (Map.Entry<Long, Integer> step : millis.entrySet()) {
      seen += step.getValue();
      if (seen >= wanted) {
        return step.getKey();
      }
    }
    return 0;
  }

  /** One caller: waits for all the others, then asks in its share of the rate. */
  private void ask(ApiAddress node, CountDownLatch connected) {
    try (RpcClient client =
            RpcClient.of(
                List.of(node),
                Generation.V1,
                Transport.WEB_SOCKET,
                ClientSettings.DEFAULTS.withAttempts(1),
                Pause.REAL);
        Subscription<JsonNode> _ = client.subscribe(CommonApi.CLOSING)) {
      connected.countDown();
      connected.await();
      long step = Duration.ofSeconds(1).toNanos() * connections / rate;
      long count = length.toNanos() / step;
      long begun = System.nanoTime();
      for (long i = 0; i < count; i++) {
        long early = begun + i * step - System.nanoTime();
        if (early > 0) {
          Thread.sleep(Duration.ofNanos(early));
        }
        askOnce(client);
      }
    } catch (RpcException e) {
      System.err.println(e.getMessage());
      errors.incrementAndGet();
      connected.countDown();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void askOnce(RpcClient client) throws InterruptedException {
    long begun = System.nanoTime();
    try {
      client.call(CommonApi.VERSION);
      answers.incrementAndGet();
      millis.merge((System.nanoTime() - begun) / 1_000_000, 1, Integer::sum);
    } catch (RpcException e) {
      System.err.println(e.getMessage());
      errors.incrementAndGet();
    }
  }

  private static RpcServer serve() {
    NodeVersion version =
        new NodeVersion("v1.36.2+bench", new ApiVersion(2, 3, 0), 30, Optional.of("sealwright"));
    RpcApi api =
        new RpcApi.Builder()
            .answer(CommonApi.VERSION, _ -> version).stream(
                    CommonApi.CLOSING, _ -> _ -> new CountDownLatch(1).await())
                .build();
    return RpcServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new Serving(
            Map.of("/rpc/v1", api),
            new TokenAuthority(new byte[TokenAuthority.SECRET_BYTES]),
            Optional.empty()),
        ServerSettings.DEFAULTS);
  }

  private static Duration cpu() {
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean process) {
      return Duration.ofNanos(process.getProcessCpuTime());
    }
    return Duration.ZERO;
  }
}
