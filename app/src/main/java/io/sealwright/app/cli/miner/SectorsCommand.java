package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.PledgeCommand;
import io.sealwright.app.cli.cluster.RemoveCommand;
import io.sealwright.app.cli.cluster.ResetCommand;
import io.sealwright.app.cli.cluster.TerminateCommand;
import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The sectors of a lotus-miner. */
@Command(
    name = "sectors",
    subcommands = {
      SectorsListCommand.class,
      SectorsStatusCommand.class,
      PledgeCommand.class,
      RemoveCommand.class,
      TerminateCommand.class,
      ResetCommand.class
    })
public final class SectorsCommand extends CommandGroup {}
