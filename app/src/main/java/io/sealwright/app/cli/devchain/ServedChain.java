package io.sealwright.app.cli.devchain;

import io.sealwright.app.cli.ParamsOptions;
import io.sealwright.app.daemon.LogbackLevels;
import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.Version;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.serve.DevServer;
import io.sealwright.devchain.serve.ServerFacts;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dev chain in a folder that makes blocks, and answers as a full node does. */
public final class ServedChain implements Part {
  private static final Logger LOG = LoggerFactory.getLogger("devchain");

  private final DevNode node;
  private final DevServer server;
  private final Charter charter;

  private ServedChain(DevNode node, DevServer server, Charter charter) {
    this.node = node;
    this.server = server;
    this.charter = charter;
  }

  /**
   * Runs what {@code devchain run} runs without options, for a miner of this process.
   *
   * @param parameters where the keys of its proofs are; without them proofs are withheld
   * @param end asks the process to end
   */
  public static ServedChain ofOneMiner(Path data, SectorSize size, Path parameters, Runnable end)
      throws CommandFailure, IOException {
    ChainOptions options = new ChainOptions();
    options.sectorSize = Optional.of(size);
    options.params = ParamsOptions.of(parameters);
    return start(data, options, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), end);
  }

  /** Opens the chain, or begins it, and serves it. */
  static ServedChain start(Path data, ChainOptions options, InetSocketAddress listen, Runnable end)
      throws CommandFailure, IOException {
    Charter charter = Charter.of(data, options);
    requireFree(listen);
    DevNode node = Opening.open(data, options, charter);
    try {
      tell(options, charter);
      DevServer server = serve(node, listen, facts(data, charter, end));
      node.start();
      return new ServedChain(node, server, charter);
    } catch (CommandFailure | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static ServerFacts facts(Path data, Charter charter, Runnable end) {
    return new ServerFacts(
        Version.current().number(),
        charter.proofs() == Proofs.WITHHELD,
        UUID.randomUUID(),
        InstantSource.system(),
        data.toAbsolutePath().normalize().resolve("backup"),
        LogbackLevels.ofProcess(),
        end);
  }

  private static DevServer serve(DevNode node, InetSocketAddress listen, ServerFacts facts)
      throws CommandFailure {
    try {
      return DevServer.start(node, listen, facts);
    } catch (IOException e) {
      throw cannotListen(listen, e);
    }
  }

  /** Looked at before the folder is made: a refusal leaves none behind. */
  private static void requireFree(InetSocketAddress listen) throws CommandFailure {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(listen.getHostString(), listen.getPort()));
    } catch (IOException e) {
      throw cannotListen(listen, e);
    }
  }

  private static CommandFailure cannotListen(InetSocketAddress listen, IOException cause) {
    return CommandFailure.refused(
            "cannot listen on %s:%d: the address is taken, or none of this machine"
                .formatted(listen.getHostString(), listen.getPort()),
            "give another --listen; port 0 takes a free one")
        .because(cause);
  }

  private static void tell(ChainOptions options, Charter charter) {
    switch (charter.proofs()) {
      case WITHHELD ->
          LOG.warn("proofs are withheld: agreed bytes are taken in place of every SNARK");
      case REAL ->
          LOG.info(
              "proofs are real: verified with the keys in {}", options.params.folder().folder());
    }
  }

  /** Token and address in one: what FULLNODE_API_INFO takes. */
  public String apiInfo() {
    return server.apiInfo();
  }

  /** Whether it takes agreed bytes in the place of proofs. */
  public boolean withholdsProofs() {
    return charter.proofs() == Proofs.WITHHELD;
  }

  @Override
  public String name() {
    return "devchain";
  }

  @Override
  public Verdict health() {
    String epoch = "at epoch " + node.chain().head().height();
    return node.trouble()
        .map(words -> Verdict.unwell("%s, no block is made: %s".formatted(epoch, words)))
        .orElseGet(() -> Verdict.well(epoch));
  }

  @Override
  public void close() {
    try (node) {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
