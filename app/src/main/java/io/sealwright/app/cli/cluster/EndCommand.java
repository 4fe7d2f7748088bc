package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.serving.MinerActions.End;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.SectorNumber;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Ends a sector of our own miner in one way, or says what speaks against it. Without {@code
 * --apply} nothing is done. A lotus-miner is not told the number, for it checks nothing.
 */
abstract class EndCommand extends OperatorCommand {
  @Parameters(paramLabel = "NUMBER")
  long number;

  @Option(names = "--apply")
  boolean apply;

  abstract End end();

  abstract Ask<Nothing> order(Link link, SectorNumber sector);

  @Override
  protected void check() throws CommandFailure {
    if (number < 0) {
      throw CommandFailure.invalid(number + " is no sector number", "give one from 0 on");
    }
  }

  @Override
  protected final void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    OwnMiner miner = new OwnMiner(link);
    SectorNumber sector = new SectorNumber(number);
    Optional<String> objection = miner.ask(OwnMiner.API.objection().ask(sector, end()));
    if (objection.isPresent()) {
      throw CommandFailure.refused(
          "sector %s stays: %s".formatted(sector, objection.get()),
          "see its state with 'sealwright sectors status %s --log'".formatted(sector));
    }
    if (apply) {
      miner.ask(order(link, sector));
    }
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("sector", number);
    facts.put("end", end());
    facts.put("applied", apply);
    reports.facts(facts, Map.of());
    if (!apply) {
      reports.note("end.dry_run");
    }
  }
}
