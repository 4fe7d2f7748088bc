package io.sealwright.app.cli.run;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The miner of a cluster. */
@Command(
    name = "miner",
    subcommands = {MinerRunCommand.class})
public final class MinerCommand extends CommandGroup {}
