package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.clearing.RemoveCommand;
import io.sealwright.app.cli.clearing.RescueCommand;
import io.sealwright.app.cli.clearing.ResetCommand;
import io.sealwright.app.cli.clearing.TerminateCommand;
import io.sealwright.app.cli.cluster.PledgeCommand;
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
      ResetCommand.class,
      RescueCommand.class
    })
public final class SectorsCommand extends CommandGroup {}
