package io.sealwright.app.cli.devchain;

import io.sealwright.app.daemon.End;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.Version;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.serve.DevServer;
import io.sealwright.devchain.serve.ServerFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a dev chain in a folder until it is told to end; it goes on there when run again. */
@Command(name = "run")
public final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger("devchain");

  /** How long a signal waits for the folder to be left in good order. */
  private static final Duration TO_CLOSE = Duration.ofSeconds(30);

  @Option(names = "--data", paramLabel = "DIR", required = true)
  Path data = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      converter = Values.Endpoint.class)
  InetSocketAddress listen = InetSocketAddress.createUnresolved("127.0.0.1", 0);

  @Mixin ChainOptions chain = new ChainOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    chain.check();
    requireFolder();
    Charter charter = Charter.of(data, chain);
    try (End end = End.ofProcess(TO_CLOSE);
        DevNode node = Opening.open(data, chain, charter);
        DevServer server = serve(node, charter, end)) {
      node.start();
      sayWhere(server, charter);
      end.await();
    }
    return ExitCode.DONE.number();
  }

  private DevServer serve(DevNode node, Charter charter, End end)
      throws CommandFailure, IOException {
    ServerFacts facts =
        new ServerFacts(
            Version.current().number(),
            charter.proofs() == Proofs.WITHHELD,
            UUID.randomUUID(),
            InstantSource.system(),
            data.toAbsolutePath().normalize().resolve("backup"),
            LogbackLevels.ofProcess(),
            end::ask);
    try {
      return DevServer.start(node, listen, facts);
    } catch (IOException e) {
      throw CommandFailure.refused(
              "cannot listen on %s:%d: %s"
                  .formatted(listen.getHostString(), listen.getPort(), e.getMessage()),
              "give another --listen; port 0 takes a free one")
          .because(e);
    }
  }

  private void sayWhere(DevServer server, Charter charter) {
    switch (charter.proofs()) {
      case WITHHELD ->
          LOG.warn("proofs are withheld: agreed bytes are taken in place of every SNARK");
      case REAL ->
          LOG.info("proofs are real: verified with the keys in {}", chain.params.folder().folder());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("FULLNODE_API_INFO=" + server.apiInfo());
    out.flush();
  }

  private void requireFolder() throws CommandFailure {
    if (Files.exists(data) && !Files.isDirectory(data)) {
      throw CommandFailure.invalid(data + " is not a folder", "give another --data");
    }
    Path parent = data.toAbsolutePath().normalize().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw CommandFailure.invalid(
          "folder " + parent + " is not there", "make it, or mount its disk");
    }
  }
}
