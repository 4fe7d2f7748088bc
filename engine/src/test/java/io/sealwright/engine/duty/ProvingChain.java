package io.sealwright.engine.duty;

import io.sealwright.devchain.actor.miner.ProofChecker;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** A miner's chain on which sectors are put at once, with a look at how they are proven. */
final class ProvingChain implements AutoCloseable {
  static final MinerId MINER = DevMiner.MINER;

  private static final Address ADDRESS = Address.of(MINER);
  private static final SealProof PROOF = DevMiner.PROOF;
  private static final EpochSpan LIFE = new EpochSpan(220L * 2880);
  private final NetworkRules rules;
  private final DevMiner miner;

  ProvingChain(Path folder, NetworkRules rules, ProofChecker proofs) throws Exception {
    this.rules = rules;
    this.miner = DevMiner.in(folder, rules, proofs);
  }

  FullNode node() {
    return miner.node();
  }

  Instant now() {
    return miner.now();
  }

  Epoch head() {
    return miner.head();
  }

  /** Makes so many tipsets, each an epoch later. */
  void advance(long tipsets) throws IOException {
    miner.advance(tipsets);
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
    miner.chain().send(message(method, TokenAmount.of(10, FilUnit.FIL), params), SendSpec.DEFAULT);
  }

  /** From the miner's one key, without gas fields. */
  Message message(MinerMethod method, TokenAmount value, byte[] params) throws IOException {
    return new Message(
        ADDRESS,
        miner.chain().wallet().defaultAddress().orElseThrow(),
        0,
        value,
        0,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        method.number(),
        ByteString.of(params));
  }

  Bitfield faults() throws Exception {
    return node().ask(node().api().miner().faults().ask(ADDRESS, TipsetKey.HEAD));
  }

  Bitfield active() throws Exception {
    return partitions().stream()
        .map(ShownPartition::active)
        .reduce(Bitfield.EMPTY, Bitfield::union);
  }

  private List<ShownPartition> partitions() throws Exception {
    List<ShownPartition> all = new ArrayList<>();
    for (long deadline = 0; deadline < 48; deadline++) {
      all.addAll(
          node().ask(node().api().miner().partitions().ask(ADDRESS, deadline, TipsetKey.HEAD)));
    }
    return all;
  }

  /** The window in which a sector is proven next, or that is open. */
  Window windowOf(long sector) throws Exception {
    long deadline =
        node()
            .ask(
                node()
                    .api()
                    .miner()
                    .sectorPartition()
                    .ask(ADDRESS, new SectorNumber(sector), TipsetKey.HEAD))
            .deadline();
    Window window =
        Window.of(node().ask(node().api().miner().provingDeadline().ask(ADDRESS, TipsetKey.HEAD)));
    while (window.index() != deadline) {
      window = window.next();
    }
    return window;
  }

  @Override
  public void close() throws IOException {
    miner.close();
  }
}
