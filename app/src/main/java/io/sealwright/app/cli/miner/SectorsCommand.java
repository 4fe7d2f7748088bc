package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The sectors of a lotus-miner. */
@Command(
    name = "sectors",
    subcommands = {SectorsListCommand.class, SectorsStatusCommand.class})
public final class SectorsCommand extends CommandGroup {}
