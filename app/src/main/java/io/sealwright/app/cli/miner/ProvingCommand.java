package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The proving of a miner, as the chain has it. */
@Command(
    name = "proving",
    subcommands = {
      ProvingInfoCommand.class,
      ProvingDeadlinesCommand.class,
      ProvingFaultsCommand.class
    })
public final class ProvingCommand extends CommandGroup {}
