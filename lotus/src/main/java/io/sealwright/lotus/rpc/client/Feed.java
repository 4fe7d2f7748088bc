package io.sealwright.lotus.rpc.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * What arrived for one channel, or as the answer to one call, and was not yet taken. Bounded: who
 * stays behind loses the rest, and is told so.
 */
final class Feed {
  private final BlockingQueue<Item> items;

  Feed(int waiting) {
    this.items = new ArrayBlockingQueue<>(waiting);
  }

  sealed interface Item {
    record Frame(JsonNode json) implements Item {}

    record Closed() implements Item {}

    record Lost(String reason) implements Item {}
  }

  /** Adds an item; false if there was no room, and then nothing but the loss is left. */
  boolean add(Item item) {
    if (items.offer(item)) {
      return true;
    }
    end(new Item.Lost("the subscriber did not keep up"));
    return false;
  }

  /** Adds the last item, whatever room there is. */
  void end(Item item) {
    while (!items.offer(item)) {
      items.clear();
    }
  }

  Optional<Item> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(items.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }
}
