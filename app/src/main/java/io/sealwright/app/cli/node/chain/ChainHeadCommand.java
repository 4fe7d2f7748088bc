package io.sealwright.app.cli.node.chain;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.Report;
import io.sealwright.engine.node.FullNode;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Shows the newest tipset a node has. */
@Command(name = "head")
final class ChainHeadCommand extends NodeCommand {
  @Override
  protected ExitCode run(Link link) throws Exception {
    FullNode node = link.fullNode();
    Tipset head = link.during(node::head);
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("height", head.height().height());
    facts.put("cids", head.key().blocks().stream().map(Cid::toString).toList());
    facts.put("time", Instant.ofEpochSecond(head.blocks().getFirst().timestamp()));
    facts.put("base_fee", new Report.Price(head.parentBaseFee()));
    report().facts(facts);
    return ExitCode.DONE;
  }
}
