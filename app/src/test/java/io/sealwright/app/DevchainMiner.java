package io.sealwright.app;

import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.recovery.source.ChainView;
import io.sealwright.engine.sending.Landing;
import io.sealwright.engine.sending.Sending;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What a miner sends to its chain while it seals, as far as tests of recovery need it. */
final class DevchainMiner implements AutoCloseable {
  private static final MinerId MINER = new MinerId(1000);
  private static final TokenAmount MOST_FEE = TokenAmount.of(1, FilUnit.FIL);
  private static final EpochSpan LIFE = new EpochSpan(220L * 2880);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RpcClient client;
  private final FullNode node;

  DevchainMiner(String apiInfo) throws Exception {
    client =
        RpcClient.of(
            ApiAddress.parseAll(apiInfo),
            ApiAddress.Generation.V1,
            RpcClient.Transport.HTTP,
            ClientSettings.DEFAULTS,
            Pause.REAL);
    node = FullNode.of(client, client.call(CommonApi.VERSION), NetworkLetter.TESTNET);
  }

  /** Seal randomness and the epoch it was drawn at. */
  record Drawn(Epoch epoch, Ticket ticket) {}

  Drawn draw() throws Exception {
    ChainView view = ChainView.open(client, "the dev chain", NetworkLetter.TESTNET, MINER);
    Epoch epoch = view.head().height();
    return new Drawn(epoch, view.ticket(epoch));
  }

  void preCommit(
      SectorNumber number, SealProof proof, CommR commR, Optional<CommD> data, Epoch drawn)
      throws Exception {
    SectorPreCommit promise =
        new SectorPreCommit(
            proof.number(), number, commR, drawn, List.of(), drawn.plus(LIFE), data);
    TokenAmount deposit =
        node.ask(
            node.api()
                .miner()
                .preCommitDepositForPower()
                .ask(Address.of(MINER), promise, TipsetKey.HEAD));
    send(
        MinerMethod.PRE_COMMIT_SECTOR_BATCH_2,
        deposit,
        MethodCbor.PRE_COMMIT_SECTORS.encode(new PreCommitSectors(List.of(promise))));
  }

  /** Proves a sector without data as soon as its challenge is drawn; returns when it is proven. */
  Epoch prove(SectorNumber number, SealProof proof, EpochSpan challengeDelay) throws Exception {
    Epoch from = node.head().height().plus(challengeDelay);
    while (node.head().height().compareTo(from) <= 0) {
      Thread.sleep(200);
    }
    ProveCommitSectors proofs =
        new ProveCommitSectors(
            List.of(new ProveCommitSectors.Activation(number, List.of())),
            List.of(WithheldProofs.ofSeal(proof)),
            ByteString.EMPTY,
            Optional.empty(),
            true,
            true);
    send(
        MinerMethod.PROVE_COMMIT_SECTORS_3,
        TokenAmount.of(1, FilUnit.FIL),
        MethodCbor.PROVE_COMMIT_SECTORS.encode(proofs));
    return node.ask(
            node.api().miner().sectorGetInfo().ask(Address.of(MINER), number, TipsetKey.HEAD))
        .orElseThrow()
        .activation();
  }

  /** Waits until the chain is some epochs beyond another. */
  void awaitBeyond(Epoch epoch, long epochs) throws Exception {
    while (node.head().height().height() <= epoch.height() + epochs) {
      Thread.sleep(200);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private void send(MinerMethod method, TokenAmount value, byte[] params) throws Exception {
    Address miner = Address.of(MINER);
    Address worker = node.ask(node.api().miner().identity().ask(miner, TipsetKey.HEAD)).worker();
    Address key = node.ask(node.api().state().accountKey().ask(worker, TipsetKey.HEAD));
    Sending sending = new Sending(node);
    Sending.Wish wish = new Sending.Wish(key, miner, value, method.number(), ByteString.of(params));
    Cid message = sending.send(sending.plan(wish, MOST_FEE)).cid();
    MessageLookup landed =
        new Landing(node, InstantSource.system(), Pause.REAL)
            .await(message, 1, PATIENCE, _ -> {})
            .orElseThrow();
    if (!landed.receipt().exitCode().isOk()) {
      throw new IllegalStateException(method + " ended with " + landed.receipt().exitCode());
    }
  }
}
