package io.sealwright.lotus.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What requests and channels hear when answers, values and the loss of a connection meet. */
final class WaitingTest {
  private static final Duration TIME_TO_SLIP_IN = Duration.ofMillis(100);
  private static final Feed.Item LOST = new Feed.Item.Lost("cut");

  private final Waiting waiting = new Waiting();
  private final Feed answer = new Feed(1);
  private final Feed channel = new Feed(4);

  @Test
  void theValuesOfAChannelFollowItsAnswer() throws Exception {
    waiting.add(1, answer, Optional.of(channel));
    assertThat(waiting.answer(opened(1, 7))).isTrue();
    waiting.value(7, number(42));
    waiting.closed(7);

    assertThat(taken(answer)).contains(new Feed.Item.Frame(opened(1, 7)));
    assertThat(taken(channel)).contains(new Feed.Item.Frame(number(42)));
    assertThat(taken(channel)).contains(new Feed.Item.Closed());
  }

  @Test
  void aChannelThatIsRefusedGetsNoValues() throws Exception {
    waiting.add(1, answer, Optional.of(channel));
    waiting.answer(JsonNodeFactory.instance.objectNode().put("id", 1).put("error", "refused"));
    waiting.value(-1, number(42)); // A frame whose channel cannot be read.

    assertThat(taken(answer)).isPresent();
    assertThat(taken(channel)).isEmpty();
  }

  @Test
  void aLossReachesChannelsAndRequestsAndAllThatComesLater() throws Exception {
    waiting.add(1, new Feed(1), Optional.of(channel));
    waiting.answer(opened(1, 7));
    waiting.add(2, answer, Optional.empty());
    waiting.lose("cut");
    waiting.lose("closed by this side");

    assertThat(taken(channel)).contains(LOST);
    assertThat(taken(answer)).contains(LOST);
    assertThat(waiting.add(3, answer, Optional.empty())).isFalse();
    assertThat(waiting.answer(opened(2, 8))).isFalse();
  }

  /** The loss comes while the answer is being read, and may not slip in between. */
  @Test
  void aLossAtTheMomentOfTheAnswerIsNotMissed() throws Exception {
    waiting.add(1, answer, Optional.of(channel));
    Thread loser = Thread.ofPlatform().unstarted(() -> waiting.lose("cut"));

    waiting.answer(new Interrupting(opened(1, 7), loser));
    loser.join();

    assertThat(taken(answer)).isPresent();
    assertThat(taken(channel)).contains(LOST);
  }

  /**
   * An answer that gives another thread the time to do its work when the channel's number is asked.
   */
  private static final class Interrupting extends ObjectNode {
    private static final long serialVersionUID = 1L;
    private final transient Thread other;

    Interrupting(ObjectNode frame, Thread other) {
      super(JsonNodeFactory.instance);
      this.other = other;
      setAll(frame);
    }

    @Override
    public JsonNode path(String name) {
      if (name.equals("result")) {
        other.start();
        try {
          other.join(TIME_TO_SLIP_IN);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return super.path(name);
    }
  }

  private static Optional<Feed.Item> taken(Feed feed) throws InterruptedException {
    return feed.next(Duration.ZERO);
  }

  private static JsonNode number(long value) {
    return JsonNodeFactory.instance.numberNode(value);
  }

  private static ObjectNode opened(long request, long channel) {
    return JsonNodeFactory.instance.objectNode().put("id", request).put("result", channel);
  }
}
