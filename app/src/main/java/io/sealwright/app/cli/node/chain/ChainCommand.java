package io.sealwright.app.cli.node.chain;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The chain, and snapshots of it. */
@Command(
    name = "chain",
    subcommands = {ChainHeadCommand.class, ChainExportCommand.class, ChainVerifyCommand.class})
public final class ChainCommand extends CommandGroup {}
