package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** Messages that wait for a block. */
@Command(
    name = "mpool",
    subcommands = {MpoolPendingCommand.class, MpoolReplaceCommand.class, MpoolRescueCommand.class})
public final class MpoolCommand extends CommandGroup {}
