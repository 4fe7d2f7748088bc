package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.AbortCommand;
import io.sealwright.app.cli.cluster.DrainCommand;
import io.sealwright.app.cli.cluster.PauseCommand;
import io.sealwright.app.cli.cluster.ResumeCommand;
import io.sealwright.app.cli.ghost.GhostsCommand;
import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The work of a lotus-miner and its workers. */
@Command(
    name = "sealing",
    subcommands = {
      SealingJobsCommand.class,
      SealingWorkersCommand.class,
      SealingSchedDiagCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      DrainCommand.class,
      AbortCommand.class,
      GhostsCommand.class
    })
public final class SealingCommand extends CommandGroup {}
