package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** A miner's actor on the chain. */
@Command(
    name = "actor",
    subcommands = {ActorWithdrawCommand.class, ActorControlCommand.class})
public final class ActorCommand extends CommandGroup {}
