package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.mpool.ReplaceRule;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.api.CommonMethods;
import io.sealwright.lotus.api.full.NodeMethods;
import io.sealwright.lotus.node.Health;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.serving.CommonAnswers;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The node as a process: who it is, who may ask it, how it is. */
record NodeAnswers(
    DevNode node,
    ServerFacts facts,
    TokenAuthority tokens,
    Instant started,
    CommonMethods common,
    NodeMethods api) {
  static final ApiVersion V0 = new ApiVersion(1, 5, 0);
  static final ApiVersion V1 = new ApiVersion(2, 3, 0);

  /** Over how many epochs a node counts blocks. */
  private static final int RECENT = 100;

  private static final int DIGITS = 4;

  void addTo(RpcApi.Builder builder, ApiVersion version) {
    builder
        .answer(common.version(), () -> version(version))
        .answer(api.createBackup(), file -> telling(() -> backup(file)));
    new CommonAnswers(
            facts.session(),
            started,
            tokens,
            facts.logs(),
            facts.shutdown(),
            CommonAnswers.Account.NONE)
        .addTo(builder, common);
  }

  /** What v1 has alone. */
  void addStatusTo(RpcApi.Builder builder) {
    builder.answer(api.status(), withChain -> telling(() -> health(withChain)));
  }

  /** Begins like the Lotus whose rules are in force, as clients look at that. */
  private NodeVersion version(ApiVersion version) {
    String like =
        switch (node.settings().replaceRule()) {
          case ReplaceRule.TENTH -> "v1.36.2";
          case ReplaceRule.QUARTER -> "v1.20.4";
        };
    String text =
        "%s+devchain+sealwright-%s%s"
            .formatted(like, facts.version(), facts.proofsWithheld() ? "+proofs-withheld" : "");
    long delay = Math.max(1, node.settings().blockTime().toSeconds());
    return new NodeVersion(text, version, delay, Optional.of("sealwright"));
  }

  private Nothing backup(String file) throws IOException {
    new Backup(node, facts.backups()).write(file);
    return Nothing.NOTHING;
  }

  private Health health(boolean withChain) throws IOException {
    Tipset head = node.chain().head();
    return new Health(
        new Health.Sync(head.height(), behind(head)),
        new Health.Peers(0, 0),
        withChain
            ? new Health.Chain(
                blocksPerTipset(head, RECENT),
                blocksPerTipset(head, node.settings().rules().finality().epochs()))
            : new Health.Chain(BigDecimal.ZERO, BigDecimal.ZERO));
  }

  private long behind(Tipset head) {
    Instant made = Instant.ofEpochSecond(head.blocks().getFirst().timestamp());
    return Math.max(0, Duration.between(made, facts.clock().instant()).toSeconds());
  }

  /** Blocks of the last epochs by their number; zero on a chain that is younger. */
  private BigDecimal blocksPerTipset(Tipset head, long epochs) throws IOException {
    long blocks = 0;
    Tipset at = head;
    for (long i = 0; i < epochs; i++) {
      if (at.height().equals(Epoch.GENESIS)) {
        return BigDecimal.ZERO;
      }
      blocks += at.blocks().size();
      at = node.chain().tipset(new TipsetKey(at.parents().blocks()));
    }
    return BigDecimal.valueOf(blocks)
        .divide(BigDecimal.valueOf(epochs), DIGITS, RoundingMode.HALF_EVEN)
        .stripTrailingZeros();
  }
}
