package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcChannel;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Unreachable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One channel as its subscriber sees it. Everything happens in {@link #next}, at the subscriber's
 * own pace: there values are read, and there a lost connection is opened again. For one thread.
 */
public final class Subscription<T> implements AutoCloseable {
  private final RpcChannel<T> channel;
  private final List<JsonNode> params;
  private final Opener opener;
  private Opened opened;
  private boolean ended;

  /** Opens the channel, repeating that as the client's settings say. */
  interface Opener {
    Opened open(String method, List<JsonNode> params) throws RpcException, InterruptedException;
  }

  /** A channel on one connection. */
  record Opened(SocketConnection connection, long request, Feed feed) {
    void cancel() {
      if (!connection.isLost()) {
        connection.cancel(request);
      }
    }
  }

  Subscription(RpcChannel<T> channel, List<JsonNode> params, Opener opener)
      throws RpcException, InterruptedException {
    this.channel = channel;
    this.params = List.copyOf(params);
    this.opener = opener;
    this.opened = opener.open(channel.wireName(), params);
  }

  /**
   * What comes next, or nothing if nothing came in time.
   *
   * @throws Unreachable if the connection is lost and the channel does not outlive that, or no node
   *     can be reached again
   * @throws Misunderstood if a value is not of the channel's form
   */
  public Optional<ChannelEvent<T>> next(Duration patience)
      throws RpcException, InterruptedException {
    if (ended) {
      return Optional.of(new ChannelEvent.Closed<>());
    }
    Optional<Feed.Item> item = opened.feed.next(patience);
    return item.isEmpty() ? Optional.empty() : Optional.of(event(item.get()));
  }

  /** Ends the subscription. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      opened.cancel();
    }
  }

  private ChannelEvent<T> event(Feed.Item item) throws RpcException, InterruptedException {
    return switch (item) {
      case Feed.Item.Frame(JsonNode json) ->
          new ChannelEvent.Value<>(Messages.decode(json, channel.value(), channel.wireName()));
      case Feed.Item.Closed _ -> {
        ended = true;
        yield new ChannelEvent.Closed<>();
      }
      case Feed.Item.Lost(String reason) -> lost(reason);
    };
  }

  private ChannelEvent<T> lost(String reason) throws RpcException, InterruptedException {
    opened.cancel();
    return switch (channel.onLoss()) {
      case RESUBSCRIBE -> {
        opened = opener.open(channel.wireName(), params);
        yield new ChannelEvent.Gap<>(reason);
      }
      case END -> {
        ended = true;
        throw new Unreachable(channel.wireName() + ": " + reason);
      }
    };
  }
}
