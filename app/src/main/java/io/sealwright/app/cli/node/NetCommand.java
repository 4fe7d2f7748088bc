package io.sealwright.app.cli.node;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A node's connection to others. */
@Command(
    name = "net",
    subcommands = {
      NetCommand.Listen.class,
      NetCommand.Peers.class,
      NetCommand.Connect.class,
      NetCommand.Id.class
    })
public final class NetCommand extends CommandGroup {
  private static final String P2P = "/p2p/";

  /** Where others reach the node. */
  @Command(name = "listen")
  static final class Listen extends NodeCommand {
    @Override
    protected ExitCode run(Link link) throws Exception {
      FullNode node = link.fullNode();
      Peer self = link.ask(node.api().net().addrsListen().ask());
      List<String> whole =
          self.addresses().orElse(List.of()).stream()
              .map(address -> address + P2P + self.id())
              .toList();
      if (whole.isEmpty()) {
        say("net.listens_nowhere");
      }
      switch (output()) {
        case TABLE -> whole.forEach(out()::println);
        case JSON -> report().facts(Map.of("id", self.id(), "addresses", whole));
      }
      return ExitCode.DONE;
    }
  }

  /** Who the node is. */
  @Command(name = "id")
  static final class Id extends NodeCommand {
    @Override
    protected ExitCode run(Link link) throws Exception {
      String id = link.ask(link.fullNode().api().net().id().ask());
      switch (output()) {
        case TABLE -> out().println(id);
        case JSON -> report().facts(Map.of("id", id));
      }
      return ExitCode.DONE;
    }
  }

  /** With whom it is connected. */
  @Command(name = "peers")
  static final class Peers extends NodeCommand {
    @Option(names = {"-a", "--agent"})
    boolean withAgent;

    @Override
    protected ExitCode run(Link link) throws Exception {
      FullNode node = link.fullNode();
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (Peer peer : link.ask(node.api().net().peers().ask())) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("peer", peer.id());
        if (withAgent) {
          row.put("agent", link.ask(node.api().net().agentVersion().ask(peer.id())));
        }
        row.put("addresses", peer.addresses().orElse(List.of()));
        rows.add(row);
      }
      Map<String, @Nullable Object> rest = new LinkedHashMap<>();
      rest.put("count", rows.size());
      report().rows("peers", rows, rest);
      return ExitCode.DONE;
    }
  }

  /** Has it connect to others. */
  @Command(name = "connect")
  static final class Connect extends NodeCommand {
    @Parameters(arity = "1..*", paramLabel = "MULTIADDRESS")
    List<String> addresses = new ArrayList<>();

    private final List<Peer> peers = new ArrayList<>();

    @Override
    protected void check() throws CommandFailure {
      for (String address : addresses) {
        int at = address.lastIndexOf(P2P);
        if (at < 1 || !address.startsWith("/") || address.length() == at + P2P.length()) {
          throw CommandFailure.invalid(
              "\"" + address + "\" is not the address of a peer",
              "give one such as /ip4/10.0.0.5/tcp/1347/p2p/12D3KooW…");
        }
        peers.add(
            new Peer(
                address.substring(at + P2P.length()),
                Optional.of(List.of(address.substring(0, at)))));
      }
    }

    @Override
    protected ExitCode run(Link link) throws Exception {
      FullNode node = link.fullNode();
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      for (Peer peer : peers) {
        try {
          link.ask(node.api().net().connect().ask(peer));
        } catch (CommandFailure e) {
          if (output() == OutputFormat.TABLE) {
            out().println(word("net.failure", peer.id()));
            out().flush();
          }
          throw e;
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("peer", peer.id());
        row.put("status", "connected");
        rows.add(row);
      }
      report().rows("peers", rows, Map.of());
      return ExitCode.DONE;
    }
  }
}
