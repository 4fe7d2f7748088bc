package io.sealwright.devchain.serve;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.rpc.ApiVersion;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.OpenRpc;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.address.NetworkLetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The two generations of the API, put together from the groups of methods. */
final class Apis {
  private static final String TITLE = "Lotus RPC API";

  private final DevNode node;
  private final ServerFacts facts;
  private final TokenAuthority tokens;
  private final Instant started;
  private final FullApi full;
  private final Views views;
  private final MessageAnswers messages;

  Apis(DevNode node, ServerFacts facts) {
    this.node = node;
    this.facts = facts;
    this.tokens = new TokenAuthority(node.tokenSecret());
    this.started = facts.clock().instant();
    this.full = FullApi.of(letter());
    this.views = new Views(node);
    this.messages = new MessageAnswers(node, full.state());
  }

  TokenAuthority tokens() {
    return tokens;
  }

  /** What {@code /rpc/v1} serves. */
  RpcApi version1() {
    RpcApi.Builder builder = common(NodeAnswers.V1);
    process().addStatusTo(builder);
    messages.addLookUpsTo(builder);
    miners().addPreCommitTo(builder);
    new MpoolAnswers(node, full.mpool()).addChecksTo(builder);
    new ConsensusAnswers(full.consensus()).addTo(builder);
    new RandomnessAnswers(node.chain(), full.randomness()).addEntryTo(builder);
    return described(builder, NodeAnswers.V1);
  }

  /** What {@code /rpc/v0} serves. */
  RpcApi version0() {
    RpcApi.Builder builder = common(NodeAnswers.V0);
    new Version0Answers(node.chain(), views, messages, full.v0()).addTo(builder);
    return described(builder, NodeAnswers.V0);
  }

  private RpcApi.Builder common(ApiVersion version) {
    RpcApi.Builder builder = new RpcApi.Builder();
    process().addTo(builder, version);
    new NetAnswers(ServerFacts.peerId(node.tokenSecret()), full.net()).addTo(builder);
    new ChainAnswers(node, full.chain()).addTo(builder);
    new SyncAnswers(node, full.sync()).addTo(builder);
    new StateAnswers(node, views, full.state()).addTo(builder);
    messages.addTo(builder);
    miners().addTo(builder);
    new MarketAnswers(views, letter(), full.market()).addTo(builder);
    new RandomnessAnswers(node.chain(), full.randomness()).addTo(builder);
    new MpoolAnswers(node, full.mpool()).addTo(builder);
    new GasAnswers(node.gas(), full.gas()).addTo(builder);
    new WalletAnswers(node, views, full.wallet()).addTo(builder);
    new MiningAnswers(node, views, full.mining()).addTo(builder);
    new DrillAnswers(node, DrillMethods.of(letter())).addTo(builder);
    return builder;
  }

  /** With the description of all that is served, and with what goes wrong on purpose. */
  private RpcApi described(RpcApi.Builder builder, ApiVersion version) {
    List<Declared> served = new ArrayList<>(builder.build().declared());
    served.add(CommonApi.DISCOVER);
    JsonNode document = OpenRpc.describe(TITLE, version.toString(), served);
    return builder
        .answer(full.common().discover(), () -> document)
        .alias("rpc.discover", CommonApi.DISCOVER)
        .build()
        .with(new Drill(node));
  }

  private NodeAnswers process() {
    return new NodeAnswers(node, facts, tokens, started, full.common(), full.node());
  }

  private MinerAnswers miners() {
    return new MinerAnswers(node, views, full.miner());
  }

  private NetworkLetter letter() {
    return node.settings().rules().letter();
  }
}
