package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that does something to the work of a miner, and says what. */
public abstract class OperatorCommand implements Callable<Integer> {
  private static final Pattern WHOLE_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  @Mixin private MinerOptions miners = new MinerOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  private OutputFormat output = OutputFormat.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** As it is typed. */
  protected final String commandName() {
    return spec.name();
  }

  @Override
  public final Integer call() throws CommandFailure, InterruptedException {
    check();
    try (Link link = miners.open()) {
      act(link, Reports.of(spec, output));
    }
    return ExitCode.DONE.number();
  }

  /** Refuses a request that cannot be meant, before anybody is asked. */
  protected void check() throws CommandFailure {}

  protected abstract void act(Link link, Reports reports)
      throws CommandFailure, InterruptedException;

  /** Whether a text is a UUID and not only the beginning of one. */
  static boolean isWholeId(String text) {
    return WHOLE_ID.matcher(text).matches();
  }

  /** By whom it is done, for the log of actions. */
  public static String who() {
    return System.getProperty("user.name", "unknown");
  }
}
