package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The work of a lotus-miner and its workers. */
@Command(
    name = "sealing",
    subcommands = {
      SealingJobsCommand.class,
      SealingWorkersCommand.class,
      SealingSchedDiagCommand.class
    })
public final class SealingCommand extends CommandGroup {}
