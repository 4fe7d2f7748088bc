package io.sealwright.devchain.node;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignedMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes wrong on purpose, so that operators can rehearse it. A value: it is replaced as a whole
 * while the node runs.
 *
 * @param answers slow and failing answers; the first that matches a method counts
 * @param stuckHead whether no blocks are made
 * @param baseFee the least base fee of new blocks, for a spike
 * @param stranded messages that never land
 * @param forgetStates states older than so many epochs are reported missing; negative for none
 */
public record Faults(
    List<Answering> answers,
    boolean stuckHead,
    Optional<TokenAmount> baseFee,
    List<Stranded> stranded,
    long forgetStates) {
  public static final Faults NONE = new Faults(List.of(), false, Optional.empty(), List.of(), -1);

  public Faults {
    answers = List.copyOf(answers);
    stranded = List.copyOf(stranded);
  }

  /**
   * How calls are answered.
   *
   * @param methods names without {@code Filecoin.}, with {@code *} for any characters
   * @param delay how long an answer takes at least
   * @param error what is answered instead
   * @param every only each so many-th call is hit, 1 for all; whoever answers counts
   */
  public record Answering(String methods, Duration delay, Optional<String> error, int every) {
    public Answering {
      if (every < 1 || delay.isNegative()) {
        throw new IllegalArgumentException("every " + every + "th call, " + delay + " late");
      }
    }

    /** Whether it is about a method, by its name without {@code Filecoin.}. */
    public boolean matches(String method) {
      String pattern =
          Stream.of(methods.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return method.matches(pattern);
    }
  }

  /** Messages that stay in the pool, and with them what their senders sent later. */
  public sealed interface Stranded {
    boolean matches(SignedMessage message);

    /** One message by its CID. */
    record ByCid(Cid message) implements Stranded {
      @Override
      public boolean matches(SignedMessage signed) {
        return signed.cid().equals(message) || signed.message().cid().equals(message);
      }
    }

    /** The message of a sender with a nonce, whatever replaces it. */
    record ByNonce(Address sender, long nonce) implements Stranded {
      @Override
      public boolean matches(SignedMessage signed) {
        return signed.message().from().equals(sender) && signed.message().nonce() == nonce;
      }
    }

    /** All messages that call a method. */
    record ByMethod(MethodNumber method) implements Stranded {
      @Override
      public boolean matches(SignedMessage signed) {
        return signed.message().method().equals(method);
      }
    }
  }

  /** How a call is to be answered, if not as usual. */
  public Optional<Answering> answering(String method) {
    return answers.stream().filter(answering -> answering.matches(method)).findFirst();
  }

  boolean strands(SignedMessage message) {
    return stranded.stream().anyMatch(one -> one.matches(message));
  }
}
