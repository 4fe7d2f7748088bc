package io.sealwright.app.cli.connect;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcMethod;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.typed.Ask;
import tools.jackson.databind.JsonNode;

/**
 * A peer that has answered: it is there, takes the token, speaks an API this program knows, and is
 * on the network that was asked for.
 */
public final class Link implements AutoCloseable {
  private static final int FEWEST_ATTEMPTS = 3;

  private final ApiPlace place;
  private final RpcClient client;
  private final NodeVersion version;
  private final Network network;

  /** Something to ask of the peer. */
  public interface Asking<T> {
    T ask() throws RpcException, InterruptedException;
  }

  private Link(ApiPlace place, RpcClient client, NodeVersion version, Network network) {
    this.place = place;
    this.client = client;
    this.version = version;
    this.network = network;
  }

  /** Connects, and asks the peer who it is. */
  public static Link open(ApiPlace place) throws CommandFailure, InterruptedException {
    RpcClient client = client(place);
    boolean known = false;
    try {
      NodeVersion version = client.call(CommonApi.VERSION);
      if (version.api().major() != place.peer().apiMajor()) {
        throw Failures.otherApi(place, version);
      }
      Link link = new Link(place, client, version, network(place, client, version));
      known = true;
      return link;
    } catch (RpcException e) {
      throw Failures.of(place, e);
    } finally {
      if (!known) {
        client.close();
      }
    }
  }

  /** A client of the place, before it has been asked anything. */
  public static RpcClient client(ApiPlace place) {
    int attempts = Math.max(FEWEST_ATTEMPTS, 2 * place.nodes().size());
    return RpcClient.of(
        place.nodes(),
        place.peer().generation(),
        Transport.HTTP,
        ClientSettings.DEFAULTS.withAttempts(attempts),
        Pause.REAL);
  }

  public RpcClient client() {
    return client;
  }

  /** The full node behind this link, as the engine asks it. */
  public FullNode fullNode() {
    return FullNode.of(client, version, network.letter());
  }

  public ApiPlace place() {
    return place;
  }

  public NodeVersion version() {
    return version;
  }

  /** The network the peer is on. A miner does not name it: there only the letter is certain. */
  public Network network() {
    return network;
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
