package io.sealwright.app.cli.devchain;

import io.sealwright.app.daemon.End;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a dev chain in a folder until it is told to end; it goes on there when run again. */
@Command(name = "run")
public final class RunCommand implements Callable<Integer> {
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
    try (End end = End.ofProcess(TO_CLOSE);
        ServedChain served = ServedChain.start(data, chain, listen, end::ask)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("FULLNODE_API_INFO=" + served.apiInfo());
      out.flush();
      end.await();
    }
    return ExitCode.DONE.number();
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
