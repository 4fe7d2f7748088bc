package io.sealwright.app.cli.worker;

import io.sealwright.app.cli.node.CommandGroup;
import picocli.CommandLine.Command;

/** A worker of a cluster. */
@Command(
    name = "worker",
    subcommands = {WorkerRunCommand.class})
public final class WorkerCommand extends CommandGroup {}
