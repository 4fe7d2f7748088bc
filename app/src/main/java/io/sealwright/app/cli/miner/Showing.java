package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks about a miner and shows what it learnt. */
abstract class Showing implements Callable<Integer> {
  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  private OutputFormat output = OutputFormat.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws CommandFailure, InterruptedException {
    show(Reports.of(spec, output));
    return ExitCode.DONE.number();
  }

  abstract void show(Reports reports) throws CommandFailure, InterruptedException;
}
