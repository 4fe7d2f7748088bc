package io.sealwright.app.cli.node;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.connect.Peer;
import io.sealwright.app.cli.connect.Surroundings;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.engine.node.SyncFacts;
import io.sealwright.engine.node.SyncReader;
import io.sealwright.engine.node.SyncVerdict;
import io.sealwright.engine.node.SyncWatch;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.client.ApiAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says whether every configured node and miner is well, and which of Lotus's processes run here.
 * What cannot be found out is not taken for well.
 */
@Command(name = "health")
public final class HealthCommand implements Callable<Integer> {
  @Mixin FullNodeOptions fullNode = new FullNodeOptions();

  @Mixin MinerOptions miner = new MinerOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    addAll(rows, Peer.FULL_NODE, fullNode.place());
    addAll(rows, Peer.MINER, miner.place());
    if (rows.isEmpty()) {
      throw CommandFailure.unreachable(
          "no full node and no lotus-miner is configured here",
          "give --full-node-api or set FULLNODE_API_INFO");
    }
    List<Map<String, @Nullable Object>> processes =
        Processes.now().stream().map(Processes.Found::facts).toList();
    Report report = new Report(spec.resourceBundle(), spec.commandLine().getOut(), output);
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("healthy", rows.stream().allMatch(row -> Boolean.TRUE.equals(row.get("healthy"))));
    switch (output) {
      case JSON -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(rest);
        all.put("processes", processes);
        report.rows("nodes", rows, all);
      }
      case TABLE -> {
        report.rows("nodes", rows, rest);
        report.rows("processes", processes, Map.of());
      }
    }
    return Boolean.TRUE.equals(rest.get("healthy"))
        ? ExitCode.DONE.number()
        : ExitCode.FAILED.number();
  }

  /** Each node of a list by itself: one that is well must not hide another that is not. */
  private void addAll(List<Map<String, @Nullable Object>> rows, Peer peer, Optional<ApiPlace> place)
      throws InterruptedException {
    if (place.isEmpty()) {
      Optional<Path> stopped = ApiPlace.stopped(peer, Surroundings.real());
      stopped.ifPresent(folder -> rows.add(notRunning(peer, folder)));
      return;
    }
    for (ApiAddress node : place.get().nodes()) {
      rows.add(row(place.get().only(node)));
    }
  }

  private Map<String, @Nullable Object> notRunning(Peer peer, Path folder) {
    Map<String, @Nullable Object> facts = begun(peer, folder.toString());
    facts.put("reason", say("health.not_running", folder));
    return facts;
  }

  private Map<String, @Nullable Object> row(ApiPlace place) throws InterruptedException {
    Map<String, @Nullable Object> facts = begun(place.peer(), place.addresses());
    try (Link link = Link.open(place)) {
      facts.put("reachable", true);
      facts.put("version", link.version().text());
      facts.put("network", link.network().common());
      switch (place.peer()) {
        case FULL_NODE -> addSync(facts, link);
        case MINER -> addMiner(facts, link);
      }
    } catch (CommandFailure e) {
      facts.put("healthy", false);
      facts.put("reason", e.getMessage());
    }
    return facts;
  }

  private static Map<String, @Nullable Object> begun(Peer peer, String address) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("healthy", false);
    facts.put("process", peer.noun());
    facts.put("address", address);
    facts.put("reachable", false);
    for (String unknown :
        List.of(
            "version",
            "network",
            "sync",
            "height",
            "head_age_seconds",
            "peers",
            "miner",
            "reason")) {
      facts.put(unknown, null);
    }
    return facts;
  }

  private void addSync(Map<String, @Nullable Object> facts, Link link)
      throws CommandFailure, InterruptedException {
    SyncReader reader = new SyncReader(link.fullNode(), Clock.systemUTC());
    SyncFacts seen = link.during(reader::facts);
    SyncVerdict verdict = new SyncWatch(SyncVerdict.EPOCHS_OF_HEALTH).observe(seen);
    facts.put("sync", SyncWords.status(verdict));
    facts.put("height", seen.head());
    facts.put("head_age_seconds", seen.age().toSeconds());
    facts.put("peers", seen.peers());
    boolean alone = seen.peers() == 0 && link.network().isPublic();
    boolean foreign =
        fullNode.network().isPresent() && !link.network().isNamed(fullNode.network().get());
    facts.put("healthy", verdict.isInStep() && !alone && !foreign);
    facts.put("reason", reason(verdict, alone, foreign));
  }

  private @Nullable String reason(SyncVerdict verdict, boolean alone, boolean foreign) {
    if (foreign) {
      return say("health.wrong_network", fullNode.network().orElse(""));
    }
    if (alone) {
      return say("health.no_peers");
    }
    return verdict.isInStep() ? null : new SyncWords(spec.resourceBundle()).sentence(verdict);
  }

  private void addMiner(Map<String, @Nullable Object> facts, Link link)
      throws CommandFailure, InterruptedException {
    MinerApi api = MinerApi.of(link.network().letter());
    facts.put("miner", link.ask(api.actor().address().ask()).text(link.network().letter()));
    facts.put("healthy", true);
  }

  private String say(String key, Object... blanks) {
    return spec.resourceBundle().getString(key).formatted(blanks);
  }
}
