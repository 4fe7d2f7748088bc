package io.sealwright.engine.driver;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.Trouble;
import io.sealwright.engine.life.Trouble.Kind;
import io.sealwright.protocol.message.ExitCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's words mean that has tried a message and found that the chain would refuse it. The
 * words are those of Lotus with those of the built-in actors in them, such as {@code message
 * execution failed (exit=[ErrIllegalArgument(16)], vm error=[… unsupported seal proof type 3 …])}.
 */
final class Refusal {
  /** Refusals alike after which another would be: nothing is changed between two pre-commits. */
  private static final int PRE_COMMITS_ALIKE = 3;

  /** Between two proofs everything is made anew, from the seed on. */
  private static final int COMMITS_ALIKE = 2;

  private static final Pattern EXIT = Pattern.compile("exit=\\[(?:[A-Za-z]+\\()?([0-9]{1,9})\\)?]");

  /** The system's code for a sender that cannot pay. */
  private static final long SENDER_POOR = 6;

  /**
   * What is wrong with a message itself, whenever it is sent. A number that is taken and a ticket
   * that is too old are not among it: the chain shows those, and decides.
   */
  private static final List<String> FOR_GOOD =
      List.of(
          "unsupported seal proof type",
          "must match miner Window PoSt proof type",
          "invalid expiration",
          "sector expiration",
          "CID had wrong prefix",
          "out of range 0..");

  private Refusal() {}

  static Trouble of(FailedStep step, String words, SectorLog log) {
    Kind kind = kind(words);
    boolean isUsual = kind == Kind.REFUSED && log.alike(step, words) + 1 >= most(step);
    return new Trouble(isUsual ? Kind.UNACCEPTABLE : kind, words);
  }

  private static int most(FailedStep step) {
    return switch (step) {
      case PRE_COMMIT -> PRE_COMMITS_ALIKE;
      case COMMIT -> COMMITS_ALIKE;
      case ADD_PIECE,
          PRE_COMMIT_1,
          PRE_COMMIT_2,
          COMMIT_1,
          COMMIT_2,
          FINALIZE,
          STORE,
          TERMINATE,
          REMOVE ->
          Integer.MAX_VALUE;
    };
  }

  private static Kind kind(String words) {
    if (FOR_GOOD.stream().anyMatch(words::contains)) {
      return Kind.UNACCEPTABLE;
    }
    Matcher exit = EXIT.matcher(words);
    ExitCode code = new ExitCode(exit.find() ? Long.parseLong(exit.group(1)) : 0);
    if (code.isOk()) {
      return Kind.REFUSED;
    }
    if (code.code() == SENDER_POOR) {
      return Kind.NO_FUNDS;
    }
    return code.meaning().filter(ExitCode.Meaning.SERIALIZATION::equals).isPresent()
        ? Kind.UNACCEPTABLE
        : Trouble.ofExit(code);
  }
}
