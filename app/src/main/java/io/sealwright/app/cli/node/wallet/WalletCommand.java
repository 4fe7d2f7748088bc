package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** Keys that a node keeps. */
@Command(
    name = "wallet",
    subcommands = {
      WalletListCommand.class,
      WalletNewCommand.class,
      WalletBalanceCommand.class,
      WalletDefaultCommand.class,
      WalletSetDefaultCommand.class,
      WalletExportCommand.class,
      WalletImportCommand.class,
      WalletDeleteCommand.class
    })
public final class WalletCommand extends CommandGroup {}
