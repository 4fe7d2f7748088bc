package io.sealwright.engine.duty;

import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.node.NewChain;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.devchain.node.Parts;
import io.sealwright.devchain.serve.DevServer;
import io.sealwright.devchain.serve.ServerFacts;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/** A chain with one miner that is moved by hand, and a client of it. */
final class ProvingChain implements AutoCloseable {
  static final MinerId MINER = new MinerId(1000);

  private static final Address ADDRESS = Address.of(MINER);
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final EpochSpan LIFE = new EpochSpan(220L * 2880);
  private static final long SEED = 20_261_126;

  private final NetworkRules rules;
  private final DevNode chain;
  private final DevServer server;
  private final RpcClient client;
  private final FullNode node;
  private Instant now = Instant.ofEpochSecond(1_795_412_282);

  ProvingChain(Path folder, NetworkRules rules, ProofChecker proofs) throws Exception {
    this.rules = rules;
    ActorCode miner = new MinerActor(proofs);
    Parts parts = Parts.of(rules, miner, () -> now, new Random(SEED));
    NewChain.Plan plan = new NewChain.Plan("duty", rules, SectorSize.KIB_2, 1);
    chain = DevNode.open(folder, NodeSettings.of(rules), parts, new NewChain(plan, parts, miner));
    server =
        DevServer.start(
            chain,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new ServerFacts(
                "0.0.0", true, new UUID(1, 2), () -> now, folder, new NoLogs(), () -> {}));
    client =
        RpcClient.of(
            ApiAddress.parseAll(server.apiInfo()),
            ApiAddress.Generation.V1,
            RpcClient.Transport.HTTP,
            ClientSettings.DEFAULTS,
            Thread::sleep);
    node = FullNode.of(client, client.call(CommonApi.VERSION), rules.letter());
  }

  /** Loggers that are not there. */
  private record NoLogs() implements ServerFacts.LogLevels {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public void set(String logger, String level) {}
  }

  FullNode node() {
    return node;
  }

  Instant now() {
    return now;
  }

  Epoch head() {
    return chain.chain().head().height();
  }

  /** Makes so many tipsets, each an epoch later. */
  void advance(long tipsets) throws IOException {
    for (long i = 0; i < tipsets; i++) {
      now = now.plus(rules.blockDelay());
      chain.step();
    }
  }

  /** Promises and proves sectors that are all of one replica; their seal proofs are withheld. */
  void onboard(CommR commR, long... numbers) throws Exception {
    advance(2);
    List<SectorPreCommit> promises =
        LongStream.of(numbers)
            .mapToObj(number ->
                new SectorPreCommit(
                    PROOF.number(),
                    new SectorNumber(number),
                    commR,
                    head(),
                    List.of(),
                    head().plus(LIFE),
                    Optional.empty()))
            .toList();
    send(
        MinerMethod.PRE_COMMIT_SECTOR_BATCH_2,
        MethodCbor.PRE_COMMIT_SECTORS.encode(new PreCommitSectors(promises)));
    advance(rules.preCommitChallengeDelay().epochs() + 3);
    ProveCommitSectors proofs =
        new ProveCommitSectors(
            LongStream.of(numbers)
                .mapToObj(number ->
                    new ProveCommitSectors.Activation(new SectorNumber(number), List.of()))
                .toList(),
            LongStream.of(numbers).mapToObj(_ -> WithheldProofs.ofSeal(PROOF)).toList(),
            ByteString.EMPTY,
            Optional.empty(),
            true,
            true);
    send(MinerMethod.PROVE_COMMIT_SECTORS_3, MethodCbor.PROVE_COMMIT_SECTORS.encode(proofs));
    advance(2);
  }

  private void send(MinerMethod method, byte[] params) throws Exception {
    chain.send(message(method, TokenAmount.of(10, FilUnit.FIL), params), SendSpec.DEFAULT);
  }

  /** From the miner's one key, without gas fields. */
  Message message(MinerMethod method, TokenAmount value, byte[] params) throws IOException {
    return new Message(
        ADDRESS,
        chain.wallet().defaultAddress().orElseThrow(),
        0,
        value,
        0,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        method.number(),
        ByteString.of(params));
  }

  Bitfield faults() throws Exception {
    return node.ask(node.api().miner().faults().ask(ADDRESS, TipsetKey.HEAD));
  }

  Bitfield active() throws Exception {
    return partitions().stream()
        .map(ShownPartition::active)
        .reduce(Bitfield.EMPTY, Bitfield::union);
  }

  private List<ShownPartition> partitions() throws Exception {
    List<ShownPartition> all = new ArrayList<>();
    for (long deadline = 0; deadline < 48; deadline++) {
      all.addAll(node.ask(node.api().miner().partitions().ask(ADDRESS, deadline, TipsetKey.HEAD)));
    }
    return all;
  }

  /** The window in which a sector is proven next, or that is open. */
  Window windowOf(long sector) throws Exception {
    long deadline =
        node.ask(
                node.api()
                    .miner()
                    .sectorPartition()
                    .ask(ADDRESS, new SectorNumber(sector), TipsetKey.HEAD))
            .deadline();
    Window window =
        Window.of(node.ask(node.api().miner().provingDeadline().ask(ADDRESS, TipsetKey.HEAD)));
    while (window.index() != deadline) {
      window = window.next();
    }
    return window;
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    chain.close();
  }
}
