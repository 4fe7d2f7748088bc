package io.sealwright.app.cli.node;

import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops a full node or a lotus-miner; shows first which. */
@Command(name = "stop")
public final class StopCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** What can be stopped. */
  enum Which {
    DAEMON,
    MINER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(index = "0", arity = "0..1", paramLabel = "daemon|miner", defaultValue = "daemon")
  Which which = Which.DAEMON;

  @Option(names = "--apply")
  boolean apply;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = NodeValues.Time.class)
  Duration timeout = Duration.ofMinutes(1);

  @Mixin FullNodeOptions fullNode = new FullNodeOptions();

  @Mixin MinerOptions miner = new MinerOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    try (Link link = which == Which.DAEMON ? fullNode.open() : miner.open()) {
      if (link.place().nodes().size() > 1) {
        throw CommandFailure.invalid(
            "several nodes are given, and one is to be stopped", "name it with its own API info");
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("process", link.place().peer().noun());
      facts.put("address", link.place().addresses());
      facts.put("version", link.version().text());
      facts.put("network", link.network().common());
      if (apply) {
        link.ask(CommonApi.SHUTDOWN);
        awaitEnd(link);
      }
      facts.put("stopped", apply);
      new Report(spec.resourceBundle(), spec.commandLine().getOut(), output).facts(facts);
      if (!apply) {
        spec.commandLine().getErr().println(spec.resourceBundle().getString("stop.dry_run"));
      }
    }
    return ExitCode.DONE.number();
  }

  private void awaitEnd(Link link) throws CommandFailure, InterruptedException {
    Clock clock = Clock.systemUTC();
    Instant end = clock.instant().plus(timeout);
    while (clock.instant().isBefore(end)) {
      try {
        link.client().call(CommonApi.VERSION);
      } catch (RpcException _) {
        return;
      }
      Thread.sleep(LOOK_EVERY);
    }
    throw CommandFailure.failed(
        "it still answers after " + SyncWords.ERRORS.time(timeout),
        "see its log, or wait with --timeout");
  }
}
