package io.sealwright.engine.standing;

import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.Faults;
import io.sealwright.devchain.node.NewChain;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.devchain.node.Parts;
import io.sealwright.devchain.serve.DevServer;
import io.sealwright.devchain.serve.ServerFacts;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.serving.LogLevels;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** A dev chain moved by hand, with one miner and a client. */
public final class DevMiner implements AutoCloseable {
  /** What a node says of a block that it has no more. */
  public static final String FORGOTTEN =
      "failed to load state tree: failed to load hamt node: ipld: could not find bafy2bzaceforgot";

  public static final MinerId MINER = new MinerId(1000);
  public static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  public static final NetworkRules RULES = NetworkRules.fast(new NetworkVersion(28));

  private static final UUID SESSION = UUID.fromString("9b1704b9-e359-48a2-bdac-62e09e07e25b");

  private final NetworkRules rules;
  private final DevNode chain;
  private final DevServer server;
  private final RpcClient client;
  private final FullNode node;
  private Instant now = Instant.ofEpochSecond(1_795_412_282);

  private DevMiner(Path folder, NetworkRules rules, ProofChecker proofs) throws Exception {
    this.rules = rules;
    ActorCode miner = new MinerActor(proofs);
    Parts parts = Parts.of(rules, miner, () -> now, new Random(20_261_126));
    NewChain.Plan plan = new NewChain.Plan("miner-2k", rules, SectorSize.KIB_2, 1);
    chain = DevNode.open(folder, NodeSettings.of(rules), parts, new NewChain(plan, parts, miner));
    ServerFacts facts =
        new ServerFacts(
            "0.0.0", true, SESSION, () -> now, folder.resolve("backup"), new NoLogs(), () -> {});
    server =
        DevServer.start(chain, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), facts);
    client = client(server.apiInfo());
    node = FullNode.of(client, client.call(CommonApi.VERSION), rules.letter());
  }

  /** Loggers that are not there. */
  private record NoLogs() implements LogLevels {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public void set(String logger, String level) {}
  }

  /** With fast rules, taking the word for a proof. */
  public static DevMiner in(Path folder) throws Exception {
    return in(folder, RULES, new WithheldProofs());
  }

  public static DevMiner in(Path folder, NetworkRules rules, ProofChecker proofs) throws Exception {
    return new DevMiner(folder, rules, proofs);
  }

  /** Where the node is asked, and with which right. */
  public String apiInfo() {
    return server.apiInfo();
  }

  /** The same node, asked elsewhere. */
  public FullNode through(String apiInfo) throws RpcException, InterruptedException {
    RpcClient other = client(apiInfo);
    return FullNode.of(other, other.call(CommonApi.VERSION), rules.letter());
  }

  private static RpcClient client(String apiInfo) {
    return RpcClient.of(
        ApiAddress.parseAll(apiInfo),
        ApiAddress.Generation.V1,
        RpcClient.Transport.HTTP,
        ClientSettings.DEFAULTS,
        _ -> {});
  }

  public DevNode chain() {
    return chain;
  }

  public FullNode node() {
    return node;
  }

  public Instant now() {
    return now;
  }

  public Epoch head() {
    return chain.chain().head().height();
  }

  /** Makes so many tipsets, each an epoch later. */
  public void advance(long tipsets) throws IOException {
    for (long i = 0; i < tipsets; i++) {
      now = now.plus(rules.blockDelay());
      chain.step();
    }
  }

  /** Lets calls fail whose methods match. */
  public void fail(String methods) {
    answer(Map.of(methods, "on strike"));
  }

  /** Lets calls fail whose methods match, in the words of a node that has pruned its state. */
  public void forget(String methods) {
    answer(Map.of(methods, FORGOTTEN));
  }

  /** Lets calls fail in words, by what their methods match. */
  public void answer(Map<String, String> errors) {
    chain.setFaults(
        new Faults(
            errors.entrySet().stream()
                .map(error ->
                    new Faults.Answering(
                        error.getKey(), Duration.ZERO, Optional.of(error.getValue()), 1))
                .toList(),
            false,
            Optional.empty(),
            List.of(),
            -1));
  }

  public void heal() {
    chain.setFaults(Faults.NONE);
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    chain.close();
  }
}
