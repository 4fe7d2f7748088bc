package io.sealwright.app.cli.post;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** Proofs of spacetime. */
@Command(name = "post", subcommands = RehearseCommand.class)
public final class PostCommand extends CommandGroup {}
