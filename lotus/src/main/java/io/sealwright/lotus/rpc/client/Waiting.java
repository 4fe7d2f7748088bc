package io.sealwright.lotus.rpc.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Who waits for what on one connection: requests for their answers, channels for their values.
 *
 * <p>Each change is one step for all others. A channel passes from its request to its number when
 * the answer is read: were the connection lost in between, its subscriber would never hear of it.
 */
final class Waiting {
  private final Map<Long, Asked> asked = new HashMap<>();
  private final Map<Long, Feed> channels = new HashMap<>();
  private Optional<String> lost = Optional.empty();

  /** A request that waits for its answer, and the feed of its channel if it opens one. */
  private record Asked(Feed answer, Optional<Feed> channel) {}

  synchronized boolean isLost() {
    return lost.isPresent();
  }

  /** Enters a request before it is sent; false if the connection is lost. */
  synchronized boolean add(long id, Feed answer, Optional<Feed> channel) {
    if (lost.isEmpty()) {
      asked.put(id, new Asked(answer, channel));
    }
    return lost.isEmpty();
  }

  /** Takes out a request, answered or not. */
  synchronized void remove(long id) {
    asked.remove(id);
  }

  /** Files an answer, and a channel it opens under its number; false if nobody waits for it. */
  synchronized boolean answer(JsonNode frame) {
    Asked request = asked.remove(frame.path("id").asLong(-1));
    if (request == null) {
      return false;
    }
    JsonNode number = frame.path("result"); // None, if the channel is refused.
    if (number.isIntegralNumber()) {
      request.channel.ifPresent(feed -> channels.put(number.asLong(), feed));
    }
    request.answer.end(new Feed.Item.Frame(frame));
    return true;
  }

  /** Files a value of a channel; who did not keep up gets no more. */
  synchronized void value(long channel, JsonNode value) {
    Optional.ofNullable(channels.get(channel))
        .filter(feed -> !feed.add(new Feed.Item.Frame(value)))
        .ifPresent(_ -> channels.remove(channel));
  }

  synchronized void closed(long channel) {
    Optional.ofNullable(channels.remove(channel))
        .ifPresent(feed -> feed.add(new Feed.Item.Closed()));
  }

  /** Ends everything that waits. The first reason stands. */
  synchronized void lose(String reason) {
    Feed.Item.Lost item = new Feed.Item.Lost(lost.orElse(reason));
    lost = Optional.of(item.reason());
    asked.values().forEach(request -> request.answer.end(item));
    asked.clear();
    channels.values().forEach(feed -> feed.end(item));
    channels.clear();
  }
}
