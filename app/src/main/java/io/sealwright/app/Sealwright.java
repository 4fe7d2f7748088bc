package io.sealwright.app;

import io.sealwright.app.cli.AuditCommand;
import io.sealwright.app.cli.CommPCommand;
import io.sealwright.app.cli.DemoCommand;
import io.sealwright.app.cli.ParamsCommand;
import io.sealwright.app.cli.ProveCommand;
import io.sealwright.app.cli.RecoverCommand;
import io.sealwright.app.cli.SealCommand;
import io.sealwright.app.cli.UnsealCommand;
import io.sealwright.app.cli.VerifyCommand;
import io.sealwright.app.cli.VersionCommand;
import io.sealwright.app.shell.Language;
import io.sealwright.app.shell.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The root command.
 *
 * <p>To add a command, write it in {@code app.cli} and add its class to {@code subcommands}, in the
 * order in which help lists it. A command is a {@code Callable<Integer>} with a no-argument
 * constructor; it returns the number of an {@code ExitCode}, prints results to {@code
 * spec.commandLine().getOut()} and everything else to {@code getErr()}, and says that it failed by
 * throwing a {@code CommandFailure}. {@code --help}, {@code --lang} and {@code --debug} come to it
 * from here. Its words are in both message bundles, found by the parser under {@code
 * sealwright.NAME.usage.description} for the command, {@code sealwright.NAME.OPTION} for an option,
 * by its longest name without dashes, and {@code sealwright.NAME.LABEL[INDEX]} for a parameter; the
 * words of its reports are {@code spec.resourceBundle()}'s too. A command that hashes is also named
 * in the launcher, which gives it the Vector API.
 */
@Command(
    name = "sealwright",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    subcommands = {
      RecoverCommand.class,
      SealCommand.class,
      UnsealCommand.class,
      CommPCommand.class,
      AuditCommand.class,
      ProveCommand.class,
      VerifyCommand.class,
      ParamsCommand.class,
      DemoCommand.class,
      VersionCommand.class
    })
final class Sealwright implements Callable<Integer> {
  @Option(names = "--lang", paramLabel = "en|zh", scope = ScopeType.INHERIT)
  Language language = Language.EN;

  @Option(names = "--debug", scope = ScopeType.INHERIT)
  boolean debug;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no command is given");
  }
}
