package io.sealwright.engine.serving;

import io.sealwright.lotus.api.CommonMethods;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.auth.TokenRefused;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The miner as a process: who it is, and who may ask it. */
record ProcessAnswers(
    ServedProcess process, TokenAuthority tokens, Instant started, CommonMethods api) {
  /** As a lotus-miner of v1.36. */
  static final ApiVersion VERSION = new ApiVersion(1, 5, 0);

  private static final Duration PARTING = Duration.ofMillis(300);

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.version(), this::version)
        .answer(api.session(), () -> process.session().toString())
        .answer(api.startTime(), () -> started)
        .answer(api.authNew(), tokens::sign)
        .answer(api.authVerify(), token -> verify(tokens, token))
        .answer(api.shutdown(), this::shutdown)
        .answer(api.logList(), () -> process.logs().names())
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

  /** Begins like the Lotus it answers as, for clients look at that. */
  private NodeVersion version() {
    return new NodeVersion(
        "v1.36.2+" + process.network() + "+sealwright-" + process.version(),
        VERSION,
        Math.max(1, process.blockTime().toSeconds()),
        Optional.of("sealwright"));
  }

  static Permissions verify(TokenAuthority tokens, String token) throws CallFailed {
    try {
      return tokens.verify(token);
    } catch (TokenRefused e) {
      throw new CallFailed(String.valueOf(e.getMessage()));
    }
  }

  /** The end begins when the answer has had time to leave. */
  private Nothing shutdown() {
    Thread.ofVirtual()
        .start(() -> {
          try {
            Thread.sleep(PARTING);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          process.shutdown().run();
        });
    return Nothing.NOTHING;
  }

  private Nothing setLevel(String logger, String level) throws CallFailed {
    try {
      process.logs().set(logger, level);
      return Nothing.NOTHING;
    } catch (IllegalArgumentException _) {
      throw new CallFailed("unrecognized level: \"" + level + "\"");
    }
  }
}
