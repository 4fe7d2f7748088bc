package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The addresses that may act for a miner. */
@Command(name = "control", subcommands = ActorControlListCommand.class)
final class ActorControlCommand extends CommandGroup {}
