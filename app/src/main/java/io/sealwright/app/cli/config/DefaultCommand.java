package io.sealwright.app.cli.config;

import io.sealwright.app.config.Keys;
import io.sealwright.app.config.table.TableText;
import io.sealwright.app.shell.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a file with every key, to begin one's own with. */
@Command(name = "default")
final class DefaultCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(new TableText(Keys.ALL, spec.resourceBundle()).documented());
    out.flush();
    return ExitCode.DONE.number();
  }
}
