package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** Backups of a lotus-miner's metadata. */
@Command(
    name = "backup",
    subcommands = {BackupCreateCommand.class, BackupVerifyCommand.class})
public final class BackupCommand extends CommandGroup {}
