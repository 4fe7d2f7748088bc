package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Waits for a message to be on the chain. It asks again and again rather than in one long call, so
 * that a lost connection costs nothing.
 */
public final class Landing {
  private static final Epoch LOOKBACK = new Epoch(900);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final FullNode node;
  private final InstantSource clock;
  private final Pause pause;

  public Landing(FullNode node, InstantSource clock, Pause pause) {
    this.node = node;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * The message, or one that replaced it, once so many epochs lie on top of it; nothing if that
   * takes longer than the patience.
   *
   * @param told the height of the head each time it is looked at
   */
  public Optional<MessageLookup> await(
      Cid message, long confidence, Duration patience, LongConsumer told)
      throws RpcException, InterruptedException {
    Instant end = clock.instant().plus(patience);
    while (true) {
      long head = node.head().height().height();
      told.accept(head);
      Optional<MessageLookup> found =
          node.ask(node.api().state().searchMsg().ask(TipsetKey.HEAD, message, LOOKBACK, true));
      if (found.isPresent() && head >= found.get().height().height() + confidence) {
        return found;
      }
      if (!clock.instant().isBefore(end)) {
        return Optional.empty();
      }
      pause.of(betweenLooks());
    }
  }

  private Duration betweenLooks() {
    Duration half = Duration.ofSeconds(node.version().blockDelaySeconds()).dividedBy(2);
    if (half.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return half.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : half;
  }
}
