package io.sealwright.lotus.serving;

import io.sealwright.lotus.api.CommonMethods;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.Caller;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * The common methods but the version, which each process tells in its own way.
 *
 * @param session stays the same while the process lives
 * @param shutdown asks the process to end; returns at once
 * @param account of what is done to the process
 */
public record CommonAnswers(
    UUID session,
    Instant started,
    TokenAuthority tokens,
    LogLevels logs,
    Runnable shutdown,
    Account account) {
  private static final Duration PARTING = Duration.ofMillis(300);

  /** Keeps account of what is done for callers; it neither fails nor takes long. */
  @FunctionalInterface
  public interface Account {
    /** Where nobody is to know later. */
    Account NONE = (_, _, _, _) -> {};

    /**
     * Tells of a deed.
     *
     * @param what a word or two
     * @param refusal why it is not done; empty if it is
     */
    void tell(Caller caller, String what, String details, Optional<String> refusal);
  }

  public void addTo(RpcApi.Builder builder, CommonMethods api) {
    builder
        .answer(api.session(), session::toString)
        .answer(api.startTime(), () -> started)
        .answer(api.authNew(), tokens::sign)
        .answer(api.authVerify(), this::verify)
        .answerTo(api.shutdown(), this::end)
        .answer(api.logList(), logs::names)
        .answer(api.logAlerts(), List::of)
        .answerTo(api.logSetLevel(), this::setLevel)
        .stream(
            api.closing(),
            _ ->
                _ -> {
                  while (true) {
                    Thread.sleep(Duration.ofDays(1));
                  }
                });
  }

  /** What a token allows. */
  public Permissions verify(String token) throws CallFailed {
    try {
      return tokens.verify(token);
    } catch (TokenRefused e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  /** The end begins when the answer has had time to leave. */
  private Nothing end(Caller caller) {
    account.tell(caller, "shutdown", "", Optional.empty());
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(PARTING);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          shutdown.run();
        });
    return Nothing.NOTHING;
  }

  private Nothing setLevel(String logger, String level, Caller caller) throws CallFailed {
    Optional<String> refusal = refusal(logger, level);
    account.tell(caller, "log set-level", logger + " to " + level, refusal);
    if (refusal.isPresent()) {
      throw new CallFailed(refusal.get());
    }
    return Nothing.NOTHING;
  }

  /** Why a level cannot be set; empty if it is set. */
  private Optional<String> refusal(String logger, String level) {
    try {
      logs.set(logger, level);
      return Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.of("unrecognized level: \"" + level + "\"");
    } catch (NoSuchElementException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
