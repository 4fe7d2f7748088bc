package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.typed.Ask;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/**
 * A peer that has answered: it is there, takes the token, speaks an API this program knows, and is
 * on the network that was asked for.
 */
public final class Link implements AutoCloseable {
  private static final int FEWEST_ATTEMPTS = 3;

  private final ApiPlace place;
  private final List<CommandFailure> passedOver;
  private final RpcClient client;
  private final Identity identity;
  private final ApiAddress served;

  /** Something to ask of the peer. */
  public interface Asking<T> {
    T ask() throws RpcException, InterruptedException;
  }

  private Link(
      ApiPlace place,
      List<CommandFailure> passedOver,
      RpcClient client,
      Identity identity,
      ApiAddress served) {
    this.place = place;
    this.passedOver = List.copyOf(passedOver);
    this.client = client;
    this.identity = identity;
    this.served = served;
  }

  /**
   * Connects, and asks the peer who it is. Of several nodes the first serves that answers and takes
   * its token; those after it, and those that gave no answer, are asked when it is lost.
   */
  public static Link open(ApiPlace place) throws CommandFailure, InterruptedException {
    List<CommandFailure> passedOver = new ArrayList<>();
    List<ApiAddress> silent = new ArrayList<>();
    for (int i = 0; i < place.nodes().size(); i++) {
      ApiAddress node = place.nodes().get(i);
      try (RpcClient asking = client(place, List.of(node))) {
        ApiPlace one = place.only(node);
        Identity identity = identity(one, asking);
        List<ApiAddress> nodes = new ArrayList<>(place.nodes().subList(i, place.nodes().size()));
        nodes.addAll(silent);
        Make make =
            place.peer() == Peer.MINER ? Make.ofVersion(identity.version().text()) : place.make();
        return new Link(place.madeBy(make), passedOver, client(place, nodes), identity, node);
      } catch (CommandFailure e) {
        passedOver.add(e);
        if (isSilence(e)) {
          silent.add(node);
        }
      }
    }
    throw passedOver.size() == 1 ? passedOver.getFirst() : Failures.ofAll(place, passedOver);
  }

  /** Whether the peer, or one of several, did not answer: it may do so later. */
  public static boolean isSilence(CommandFailure failure) {
    return failure.getCause() instanceof Unreachable
        || (failure.getCause() instanceof CommandFailure inner && isSilence(inner));
  }

  /**
   * Whether the same may go well later although nothing is changed here: the peer is away, has just
   * begun, or is behind. A token that is refused or too weak stays so, as does an API that is
   * another or too old.
   */
  public static boolean mayPass(CommandFailure failure) {
    return switch (failure.getCause()) {
      case Unreachable _, Misunderstood _ -> true;
      case Refused e -> !e.isOfToken() && e.code() != RpcError.NO_SUCH_METHOD;
      case CommandFailure inner -> mayPass(inner);
      case null, default -> false;
    };
  }

  /** What a peer says of itself. */
  private record Identity(NodeVersion version, Network network) {}

  private static Identity identity(ApiPlace place, RpcClient client)
      throws CommandFailure, InterruptedException {
    try {
      NodeVersion version = client.call(CommonApi.VERSION);
      if (version.api().major() != place.peer().apiMajor()) {
        throw Failures.otherApi(place, version);
      }
      return new Identity(version, network(place, client, version));
    } catch (RpcException e) {
      throw Failures.of(place, e);
    }
  }

  private static RpcClient client(ApiPlace place, List<ApiAddress> nodes) {
    int attempts = Math.max(FEWEST_ATTEMPTS, 2 * nodes.size());
    return RpcClient.of(
        nodes,
        place.peer().generation(),
        Transport.HTTP,
        ClientSettings.DEFAULTS.withAttempts(attempts),
        Pause.REAL);
  }

  /** The same, and says in the operator's language which serves if others before it do not. */
  static Link open(ApiPlace place, CommandSpec spec) throws CommandFailure, InterruptedException {
    Link link = open(place);
    link.tellPassedOver(spec);
    return link;
  }

  private void tellPassedOver(CommandSpec spec) {
    if (!passedOver.isEmpty() && spec.commandLine() != null) {
      // The words are the command's: options inside of options have none of their own.
      ResourceBundle words = spec.commandLine().getResourceBundle();
      PrintWriter err = spec.commandLine().getErr();
      String reasons = String.join(", ", passedOver());
      err.println(words.getString("connect.served").formatted(served, reasons));
      err.flush();
    }
  }

  /** What is wrong with each node before the one that serves. */
  public List<String> passedOver() {
    return passedOver.stream().map(CommandFailure::what).toList();
  }

  /** The node that serves. */
  public ApiAddress served() {
    return served;
  }

  public RpcClient client() {
    return client;
  }

  /** The full node behind this link, as the engine asks it. */
  public FullNode fullNode() {
    return FullNode.of(client, identity.version(), network().letter());
  }

  public ApiPlace place() {
    return place;
  }

  public NodeVersion version() {
    return identity.version();
  }

  /** The network the peer is on. A miner does not name it: there only the letter is certain. */
  public Network network() {
    return identity.network();
  }

  public <R> R ask(Ask<R> question) throws CommandFailure, InterruptedException {
    return during(() -> client.call(question));
  }

  public <R> R ask(RpcMethod<R> method, JsonNode... params)
      throws CommandFailure, InterruptedException {
    return during(() -> client.call(method, params));
  }

  /** Asks; what goes wrong becomes one line for the operator. */
  public <T> T during(Asking<T> asking) throws CommandFailure, InterruptedException {
    try {
      return asking.ask();
    } catch (RpcException e) {
      throw failure(e);
    }
  }

  /** A failure of this peer in one line for the operator. */
  public CommandFailure failure(RpcException e) {
    return Failures.of(place, e);
  }

  @Override
  public void close() {
    client.close();
  }

  private static Network network(ApiPlace place, RpcClient client, NodeVersion version)
      throws RpcException, InterruptedException {
    return switch (place.peer()) {
      case FULL_NODE -> new Network(client.call(Network.NAME));
      case MINER -> Network.ofBuild(version.text());
    };
  }
}
