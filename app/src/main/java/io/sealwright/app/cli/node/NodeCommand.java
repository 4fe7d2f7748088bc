package io.sealwright.app.cli.node;

import io.sealwright.app.cli.connect.FullNodeOptions;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that asks a full node and reports. */
public abstract class NodeCommand implements Callable<Integer> {
  @Mixin private FullNodeOptions fullNode = new FullNodeOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  private OutputFormat output = OutputFormat.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws Exception {
    check();
    try (Link link = fullNode.open()) {
      return run(link).number();
    }
  }

  /** What can be wrong with the request itself, before anything is asked. */
  protected void check() throws Exception {}

  /** The work of the command. */
  protected abstract ExitCode run(Link link) throws Exception;

  protected final OutputFormat output() {
    return output;
  }

  protected final CommandSpec spec() {
    return spec;
  }

  protected final Report report() {
    return new Report(spec.resourceBundle(), out(), output);
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Says something to the operator beside the result, in the operator's language. */
  protected final void say(String key, Object... blanks) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.resourceBundle().getString(key).formatted(blanks));
    err.flush();
  }

  /** A message in the operator's language. */
  protected final String word(String key, Object... blanks) {
    return spec.resourceBundle().getString(key).formatted(blanks);
  }
}
