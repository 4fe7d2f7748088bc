package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.node.CommandGroup;
import io.sealwright.app.cli.storage.AttachCommand;
import io.sealwright.app.cli.storage.CheckCommand;
import io.sealwright.app.cli.storage.DetachCommand;
import picocli.CommandLine.Command;

/** The storage of a lotus-miner. */
@Command(
    name = "storage",
    subcommands = {
      StorageListCommand.class,
      StorageFindCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      CheckCommand.class
    })
public final class StorageCommand extends CommandGroup {}
