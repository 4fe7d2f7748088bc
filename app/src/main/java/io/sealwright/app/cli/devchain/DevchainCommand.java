package io.sealwright.app.cli.devchain;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A chain of one's own, to rehearse on. */
@Command(
    name = "devchain",
    subcommands = {RunCommand.class, DrillCommand.class})
public final class DevchainCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no command is given");
  }
}
