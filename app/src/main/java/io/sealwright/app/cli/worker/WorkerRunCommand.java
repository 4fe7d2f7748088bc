package io.sealwright.app.cli.worker;

import io.sealwright.app.cli.config.ConfigOptions;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.daemon.ClusterDatabase;
import io.sealwright.app.daemon.Daemon;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.worker.WorkerPart;
import io.sealwright.engine.recovery.files.FolderLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a worker until it is told to end. */
@Command(name = "run")
final class WorkerRunCommand implements Callable<Integer> {
  @Mixin ConfigOptions config = new ConfigOptions();

  @Option(names = "--withheld-proofs")
  boolean withheldProofs;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Configuration configuration = config.load(spec);
    String name = configuration.worker().name().map(own -> "worker-" + own).orElse("worker");
    Daemon.Settings settings =
        new Daemon.Settings(
            name,
            configuration.log(),
            configuration.health().workerListen(),
            configuration.scheduler().stopLimit());
    Path folder = configuration.miner().data().resolve(name);
    try (FolderLock _ = lock(folder);
        Daemon daemon = Daemon.begin(settings)) {
      daemon.run(() -> work(daemon, configuration, folder));
    }
    return ExitCode.DONE.number();
  }

  private void work(Daemon daemon, Configuration configuration, Path folder)
      throws CommandFailure, InterruptedException {
    ClusterDatabase database = daemon.add(ClusterDatabase.shared(configuration.database()));
    daemon.add(
        WorkerPart.start(
            database.database(), configuration, folder, daemon.metrics(), withheldProofs));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "health: http://%s:%d/health"
            .formatted(daemon.address().getHostString(), daemon.address().getPort()));
    out.flush();
    daemon.await();
  }

  /** One worker of a name on a machine: two would write one log. */
  private static FolderLock lock(Path folder) throws CommandFailure, IOException {
    return FolderLock.take(folder)
        .orElseThrow(() ->
            CommandFailure.refused(
                "another worker works in " + folder,
                "end it, or give this one another worker.name"));
  }
}
