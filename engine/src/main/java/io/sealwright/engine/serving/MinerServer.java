package io.sealwright.engine.serving;

import io.sealwright.engine.serving.declined.Declined;
import io.sealwright.engine.store.ActionTable.Order;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.OpenRpc;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.lotus.rpc.server.RpcServer;
import io.sealwright.lotus.rpc.server.ServerSettings;
import io.sealwright.lotus.rpc.server.Serving;
import io.sealwright.lotus.serving.CommonAnswers;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A miner, served as a lotus-miner is: on {@code /rpc/v0} alone. */
public final class MinerServer implements AutoCloseable {
  private static final String TITLE = "Lotus RPC API";

  private final RpcServer server;
  private final TokenAuthority tokens;

  private MinerServer(RpcServer server, TokenAuthority tokens) {
    this.server = server;
    this.tokens = tokens;
  }

  /**
   * Starts to serve.
   *
   * @param listen port 0 takes a free one
   * @param secret with which tokens are signed, of {@link TokenAuthority#SECRET_BYTES}
   */
  public static MinerServer start(
      InetSocketAddress listen, byte[] secret, ServedMiner miner, ServedProcess process) {
    TokenAuthority tokens = new TokenAuthority(secret);
    Serving serving =
        new Serving(Map.of("/rpc/v0", api(miner, process, tokens)), tokens, Optional.empty());
    return new MinerServer(RpcServer.start(listen, serving, ServerSettings.DEFAULTS), tokens);
  }

  private static RpcApi api(ServedMiner miner, ServedProcess process, TokenAuthority tokens) {
    MinerApi methods = MinerApi.of(miner.letter());
    RpcApi.Builder builder = new RpcApi.Builder();
    CommonAnswers common =
        new CommonAnswers(
            process.session(),
            process.clock().instant(),
            tokens,
            process.logs(),
            process.shutdown(),
            (caller, what, details, refusal) ->
                miner.log().noted(new Order(OperatorLog.api(caller), what, details), refusal));
    new ProcessAnswers(process, common, methods.common()).addTo(builder);
    new ActorAnswers(miner, methods.actor(), methods.numbers()).addTo(builder);
    new SectorAnswers(miner, methods.sectors(), new OperatorMethods()).addTo(builder);
    new WorkAnswers(miner, process.clock(), methods.sealing()).addTo(builder);
    new OperatorAnswers(miner, process.clock(), new OperatorMethods()).addTo(builder);
    new StorageAnswers(miner, common, methods.storage()).addTo(builder);
    new ProvingAnswers(miner, methods.proving()).addTo(builder);
    new PathAnswers(miner, process.clock(), new PathMethods(), methods.storage()).addTo(builder);
    return described(builder, methods);
  }

  private static RpcApi described(RpcApi.Builder builder, MinerApi methods) {
    List<Declared> served = new ArrayList<>(builder.build().declared());
    served.add(CommonApi.DISCOVER);
    Declined.addTo(builder, methods);
    JsonNode document = OpenRpc.describe(TITLE, ProcessAnswers.VERSION.toString(), served);
    return builder
        .answer(methods.common().discover(), () -> document)
        .alias("rpc.discover", CommonApi.DISCOVER)
        .build();
  }

  /** Where the API is, as operators write it. */
  public String multiaddress() {
    return server.multiaddress();
  }

  /** A token that allows everything. */
  public String adminToken() {
    return tokens.sign(Permissions.ALL);
  }

  /** Token and address in one: what MINER_API_INFO takes. */
  public String apiInfo() {
    return adminToken() + ":" + multiaddress();
  }

  @Override
  public void close() {
    server.close();
  }
}
