package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a metadata file from chain state. Its request is understood; nodes are not asked yet. */
@Command(name = "export")
public final class RecoverExportCommand implements Callable<Integer> {
  @Option(names = "--miner", required = true, paramLabel = "MINER", converter = Values.Miner.class)
  MinerId miner = new MinerId(0);

  @Parameters(arity = "1..*", paramLabel = "NUMBER", converter = Values.Decimal.class)
  List<SectorNumber> numbers = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", converter = Values.Location.class)
  Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws CommandFailure {
    throw CommandFailure.unreachable(
        "this version does not read sectors of " + miner + " from a chain node yet",
        "use the metadata file that sealer-recover exports");
  }
}
