package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.engine.sending.Diagnosis;
import io.sealwright.engine.sending.PoolFacts;
import io.sealwright.engine.sending.PoolReader;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what waits, and what keeps it waiting. */
@Command(name = "pending")
final class MpoolPendingCommand extends NodeCommand {
  @Option(names = "--local")
  boolean local;

  @Option(names = "--cids")
  boolean cids;

  @Mixin PoolFilter filter = new PoolFilter();

  @Override
  protected ExitCode run(Link link) throws Exception {
    Predicate<SignedMessage> wanted = filter.wanted(link, local);
    PoolReader reader = new PoolReader(link.fullNode());
    if (cids && output() == OutputFormat.TABLE) {
      link.during(() -> reader.pending(wanted)).forEach(message -> out().println(message.cid()));
      out().flush();
      return ExitCode.DONE;
    }
    PoolFacts facts = link.during(() -> reader.facts(wanted));
    PoolWords words = new PoolWords(link.fullNode(), spec().resourceBundle());
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Diagnosis.Pending pending : Diagnosis.of(facts)) {
      if (wanted.test(pending.message())) {
        Map<String, @Nullable Object> row = words.message(pending.message());
        row.put("max_cost", pending.ownFee());
        row.put("status", PoolWords.status(pending.standing()));
        row.put("blocking", blocking(pending.blocking()));
        row.put("reason", words.sentence(pending.standing()));
        rows.add(row);
      }
    }
    report().rows("messages", rows, rest(facts, rows.size()));
    return ExitCode.DONE;
  }

  /** People are told how many wait behind a message only where some do. */
  private @Nullable Integer blocking(int count) {
    return count == 0 && output() == OutputFormat.TABLE ? null : count;
  }

  private static Map<String, @Nullable Object> rest(PoolFacts facts, int count) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("pending", count);
    rest.put("base_fee", new Report.Price(facts.baseFee()));
    if (count > 0) {
      rest.put("usual_premium", new Report.Price(facts.usualPremium()));
    }
    return rest;
  }
}
