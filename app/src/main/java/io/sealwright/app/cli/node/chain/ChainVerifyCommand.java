package io.sealwright.app.cli.node.chain;

import io.sealwright.app.cli.Locations;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether a snapshot is whole, before a node imports it. Asks no node. */
@Command(name = "verify")
final class ChainVerifyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE")
  Path file = Path.of("");

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Locations.requireFile(file);
    new Report(spec.resourceBundle(), spec.commandLine().getOut(), output)
        .facts(SnapshotFacts.verified(file));
    return ExitCode.DONE.number();
  }
}
