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
import io.sealwright.app.cli.action.ActionsCommand;
import io.sealwright.app.cli.config.ConfigCommand;
import io.sealwright.app.cli.devchain.DevchainCommand;
import io.sealwright.app.cli.miner.BackupCommand;
import io.sealwright.app.cli.miner.MinerInfoCommand;
import io.sealwright.app.cli.miner.ProvingCommand;
import io.sealwright.app.cli.miner.SealingCommand;
import io.sealwright.app.cli.miner.SectorsCommand;
import io.sealwright.app.cli.miner.StorageCommand;
import io.sealwright.app.cli.node.HealthCommand;
import io.sealwright.app.cli.node.LogsCommand;
import io.sealwright.app.cli.node.NetCommand;
import io.sealwright.app.cli.node.StopCommand;
import io.sealwright.app.cli.node.SyncCommand;
import io.sealwright.app.cli.node.chain.ChainCommand;
import io.sealwright.app.cli.node.pool.MpoolCommand;
import io.sealwright.app.cli.node.wallet.ActorCommand;
import io.sealwright.app.cli.node.wallet.SendCommand;
import io.sealwright.app.cli.node.wallet.WalletCommand;
import io.sealwright.app.cli.post.PostCommand;
import io.sealwright.app.cli.run.MinerCommand;
import io.sealwright.app.cli.run.UpCommand;
import io.sealwright.app.cli.worker.WorkerCommand;
import io.sealwright.app.shell.Language;
import io.sealwright.app.shell.Version;
import java.util.List;
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
 * <p>To add a command, write it in {@code app.cli} and add its class to {@link #COMMANDS}. A
 * command is a {@code Callable<Integer>} with a no-argument constructor; it returns the number of
 * an {@code ExitCode}, prints results to {@code spec.commandLine().getOut()} and everything else to
 * {@code getErr()}, and says that it failed by throwing a {@code CommandFailure}. {@code --help},
 * {@code --lang} and {@code --debug} come to it from here. Its words are in both message bundles,
 * found by the parser under {@code sealwright.NAME.usage.description} for the command, {@code
 * sealwright.NAME.OPTION} for an option, by its longest name without dashes, and {@code
 * sealwright.NAME.LABEL[INDEX]} for a parameter; the words of its reports are {@code
 * spec.resourceBundle()}'s too. A command that hashes is also named in the launcher, which gives it
 * the Vector API.
 */
@Command(
    name = "sealwright",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
final class Sealwright implements Callable<Integer> {
  /** In the order in which help lists them. */
  static final List<Class<?>> COMMANDS =
      List.of(
          RecoverCommand.class,
          SealCommand.class,
          UnsealCommand.class,
          CommPCommand.class,
          AuditCommand.class,
          SectorsCommand.class,
          MinerInfoCommand.class,
          SealingCommand.class,
          StorageCommand.class,
          ProvingCommand.class,
          ActionsCommand.class,
          BackupCommand.class,
          HealthCommand.class,
          StopCommand.class,
          NetCommand.class,
          SyncCommand.class,
          LogsCommand.class,
          MpoolCommand.class,
          ChainCommand.class,
          WalletCommand.class,
          SendCommand.class,
          ActorCommand.class,
          DevchainCommand.class,
          UpCommand.class,
          MinerCommand.class,
          WorkerCommand.class,
          ConfigCommand.class,
          ProveCommand.class,
          VerifyCommand.class,
          ParamsCommand.class,
          PostCommand.class,
          DemoCommand.class,
          VersionCommand.class);

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
