package io.sealwright.app.cli.run;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the miner and a worker in one process, for one machine. */
@Command(name = "up")
public final class UpCommand implements Callable<Integer> {
  @Mixin RunOptions options = new RunOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    return new MinerProcess(options, spec).run(true);
  }
}
