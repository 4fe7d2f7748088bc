package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The storage of a lotus-miner. */
@Command(
    name = "storage",
    subcommands = {StorageListCommand.class, StorageFindCommand.class})
public final class StorageCommand extends CommandGroup {}
