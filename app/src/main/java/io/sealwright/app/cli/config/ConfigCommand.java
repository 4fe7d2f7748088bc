package io.sealwright.app.cli.config;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** The configuration of daemons. */
@Command(
    name = "config",
    subcommands = {ShowCommand.class, CheckCommand.class, DefaultCommand.class})
public final class ConfigCommand extends CommandGroup {}
