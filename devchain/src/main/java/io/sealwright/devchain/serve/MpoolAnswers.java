package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.mpool.MessageRefused;
import io.sealwright.devchain.mpool.Mpool;
import io.sealwright.devchain.mpool.MpoolConfig;
import io.sealwright.devchain.mpool.Origin;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.lotus.api.full.MpoolMethods;
import io.sealwright.lotus.node.MessageCheck;
import io.sealwright.lotus.node.PoolRules;
import io.sealwright.lotus.node.Prototype;
import io.sealwright.lotus.node.SendSpec;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages on their way into a block. */
record MpoolAnswers(DevNode node, MpoolMethods api) {
  private static final int PERCENT_DIGITS = 2;

  void addTo(RpcApi.Builder builder) {
    pushing(builder);
    configuring(builder);
    builder
        .answer(
            api.pending(),
            key -> telling(() -> key.isHead() ? pool().pending() : pool().pending(key)))
        .answer(
            api.select(),
            (key, quality) -> telling(() -> pool().select(key, quality.doubleValue())))
        .answer(api.getNonce(), sender -> telling(() -> pool().nonce(sender)))
        .stream(api.subscribe(), _ -> new PoolStream(pool()));
  }

  private void pushing(RpcApi.Builder builder) {
    builder
        .answer(api.push(), message -> telling(() -> pool().push(message, Origin.LOCAL)))
        .answer(api.pushUntrusted(), message -> telling(() -> pool().push(message, Origin.UNTRUSTED)))
        .answer(api.pushMessage(), (message, spec) -> telling(() -> send(message, spec)))
        .answer(api.batchPush(), messages -> telling(() -> pushAll(messages)))
        .answer(
            api.batchPushMessage(), (messages, spec) -> telling(() -> sendAll(messages, spec)))
        .answer(
            api.clear(),
            local ->
                telling(
                    () -> {
                      pool().clear(local);
                      return Nothing.NOTHING;
                    }));
  }

  /** What v1 has alone. */
  void addChecksTo(RpcApi.Builder builder) {
    builder
        .answer(api.checkMessages(), prototypes -> telling(() -> told(check(prototypes))))
        .answer(
            api.checkPendingMessages(),
            sender -> telling(() -> told(pool().checkPending(sender))))
        .answer(
            api.checkReplaceMessages(),
            messages -> telling(() -> told(pool().checkReplacements(messages))));
  }

  private void configuring(RpcApi.Builder builder) {
    builder
        .answer(api.getConfig(), () -> told(pool().config()))
        .answer(
            api.setConfig(),
            rules ->
                telling(
                    () -> {
                      pool().configure(config(rules));
                      return Nothing.NOTHING;
                    }));
  }

  private SignedMessage send(Message message, Optional<SendSpec> spec)
      throws MessageRefused, WalletRefusal, IOException {
    if (message.nonce() != 0) {
      throw new MessageRefused(
          "MpoolPushMessage expects message nonce to be 0, was "
              + Long.toUnsignedString(message.nonce()));
    }
    return node.send(message, GasAnswers.spec(spec));
  }

  private List<SignedMessage> sendAll(List<Message> messages, Optional<SendSpec> spec)
      throws MessageRefused, WalletRefusal, IOException {
    List<SignedMessage> sent = new ArrayList<>();
    for (Message message : messages) {
      sent.add(send(message, spec));
    }
    return sent;
  }

  private List<Cid> pushAll(List<SignedMessage> messages) throws MessageRefused, IOException {
    List<Cid> pushed = new ArrayList<>();
    for (SignedMessage message : messages) {
      pushed.add(pool().push(message, Origin.LOCAL));
    }
    return pushed;
  }

  private List<List<io.sealwright.devchain.mpool.MessageCheck>> check(List<Prototype> prototypes)
      throws IOException {
    return pool()
        .check(
            prototypes.stream().map(Prototype::message).toList(),
            prototypes.stream().map(Prototype::nonceIsSet).toList());
  }

  private static List<List<MessageCheck>> told(
      List<List<io.sealwright.devchain.mpool.MessageCheck>> checks) {
    return checks.stream()
        .map(one -> one.stream().map(MpoolAnswers::told).toList())
        .toList();
  }

  private static MessageCheck told(io.sealwright.devchain.mpool.MessageCheck check) {
    return new MessageCheck(
        check.message(),
        check.code().number(),
        check.isOk(),
        check.error().orElse(""),
        Hints.of(check.hint()));
  }

  private static PoolRules told(MpoolConfig config) {
    return new PoolRules(
        config.priority(),
        config.sizeLimitHigh(),
        config.sizeLimitLow(),
        BigDecimal.valueOf(config.replacePercent(), PERCENT_DIGITS),
        config.pruneCooldown(),
        BigDecimal.valueOf(config.gasOverestimation()));
  }

  private static MpoolConfig config(PoolRules rules) {
    return new MpoolConfig(
        rules.priority(),
        Math.toIntExact(rules.sizeLimitHigh()),
        Math.toIntExact(rules.sizeLimitLow()),
        rules.replaceByFee().movePointRight(PERCENT_DIGITS).intValue(),
        rules.pruneCooldown(),
        rules.gasLimitOverestimation().doubleValue());
  }

  private Mpool pool() {
    return node.mpool();
  }
}
