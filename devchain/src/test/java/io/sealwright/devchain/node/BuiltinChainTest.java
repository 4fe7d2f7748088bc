package io.sealwright.devchain.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.chain.States.Producer;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.lotus.car.SnapshotReport;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node on the built-in actors, from its first state on. */
final class BuiltinChainTest {
  private static final ActorCode MINER = new MinerActor(new WithheldProofs());

  @TempDir private Path temporary;

  @Test
  void aNewChainMakesBlocksPaysForThemAndCarriesMessagesOut() throws Exception {
    try (DevNode node = open(temporary.resolve("node"), 2)) {
      Address owner = node.wallet().requireDefault();
      Cid first = node.chain().genesis().parentStateRoot();
      assertThat(node.states().producers(first)).extracting(Producer::miner).hasSize(2);
      Address other = node.wallet().create(KeyType.SECP256K1);
      long wins = 0;
      SignedMessage sent = Bench.send(node, owner, other, "2.5");
      for (int i = 0; i < 8; i++) {
        Tipset made = node.step();
        for (BlockHeader block : made.blocks()) {
          wins += block.electionProof().map(ElectionProof::winCount).orElseThrow();
        }
      }
      assertThat(wins).isGreaterThan(8);
      assertThat(node.chain().search(TipsetKey.HEAD, sent.cid(), -1, false))
          .hasValueSatisfying(
              found -> assertThat(found.receipt().exitCode().isOk()).isTrue());
      assertThat(node.balance(other)).isEqualTo(TokenAmount.parse("2.5"));

      SignedMessage back = Bench.send(node, other, owner, "1");
      node.step();
      node.step();
      assertThat(node.chain().search(TipsetKey.HEAD, back.cid(), -1, false)).isPresent();
      assertThat(node.balance(other)).isLessThan(TokenAmount.parse("1.5"));
    }
    try (DevNode node = open(temporary.resolve("node"), 2)) {
      long height = node.chain().head().height().height();
      assertThat(node.step().height().height()).isEqualTo(height + 1);
    }
  }

  @Test
  void itsExportIsVerifiedByOurOwnReader() throws Exception {
    Path car = temporary.resolve("chain.car");
    try (DevNode node = open(temporary.resolve("node"), 1)) {
      for (int i = 0; i < 6; i++) {
        node.step();
      }
      try (OutputStream out = Files.newOutputStream(car)) {
        node.export(900, true, TipsetKey.HEAD, part -> out.write(part.toBytes()));
      }
      Snapshot.Verified verified = Snapshot.open(car, temporary.resolve("scratch"));
      try (Snapshot snapshot = verified.snapshot()) {
        SnapshotReport report = verified.report();
        assertThat(report.head()).isEqualTo(node.chain().head());
        assertThat(snapshot.block(node.chain().genesis().parentStateRoot())).isPresent();
      }
    }
  }

  private static DevNode open(Path folder, int miners) throws IOException {
    Parts parts =
        Parts.of(Bench.RULES, MINER, InstantSource.fixed(Bench.BEGINNING), new Random(3));
    NewChain.Plan plan = new NewChain.Plan("localnet", Bench.RULES, SectorSize.KIB_2, miners);
    return DevNode.open(
        folder, NodeSettings.of(Bench.RULES), parts, new NewChain(plan, parts, MINER));
  }
}
