package io.sealwright.lotus.serving;

import io.sealwright.lotus.api.CommonMethods;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;

/**
 * The common methods but the version, which each process tells in its own way.
 *
 * @param session stays the same while the process lives
 * @param shutdown asks the process to end; returns at once
 */
public record CommonAnswers(
    UUID session, Instant started, TokenAuthority tokens, LogLevels logs, Runnable shutdown) {
  private static final Duration PARTING = Duration.ofMillis(300);

  public void addTo(RpcApi.Builder builder, CommonMethods api) {
    builder
        .answer(api.session(), session::toString)
        .answer(api.startTime(), () -> started)
        .answer(api.authNew(), tokens::sign)
        .answer(api.authVerify(), this::verify)
        .answer(api.shutdown(), this::end)
        .answer(api.logList(), logs::names)
        .answer(api.logAlerts(), List::of)
        .answer(api.logSetLevel(), this::setLevel)
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
  private Nothing end() {
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

  private Nothing setLevel(String logger, String level) throws CallFailed {
    try {
      logs.set(logger, level);
      return Nothing.NOTHING;
    } catch (IllegalArgumentException _) {
      throw new CallFailed("unrecognized level: \"" + level + "\"");
    } catch (NoSuchElementException e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }
}
