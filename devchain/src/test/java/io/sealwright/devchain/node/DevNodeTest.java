package io.sealwright.devchain.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.chain.HeadChange;
import io.sealwright.devchain.chain.MessageLookup;
import io.sealwright.devchain.chain.NullRounds;
import io.sealwright.devchain.chain.snapshot.SnapshotExport;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.MissingBlock;
import io.sealwright.protocol.message.SignedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node stepped by hand. */
final class DevNodeTest {
  @TempDir private Path temporary;

  @Test
  void everyStepMakesAnEpochOnTheOneBefore() throws Exception {
    try (DevNode node = bench(3).open()) {
      Set<Integer> sizes = new HashSet<>();
      for (int i = 1; i <= 30; i++) {
        Tipset before = node.chain().head();
        Tipset made = node.step();
        sizes.add(made.blocks().size());
        assertThat(made.height()).isEqualTo(new Epoch(i));
        assertThat(made.parents()).isEqualTo(before.key());
        assertThat(made.blocks().getFirst().timestamp())
            .isEqualTo(Bench.BEGINNING.getEpochSecond() + 4L * i);
        assertThat(made.blocks()).extracting(BlockHeader::miner).doesNotHaveDuplicates();
        assertThat(made.blocks().getFirst().parentWeight()).isEqualTo(node.chain().weight(before));
      }
      assertThat(sizes).hasSizeGreaterThan(1);
      assertThat(node.chain().head()).isEqualTo(node.chain().tipset(TipsetKey.HEAD));
    }
  }

  /** The empty lists of messages and receipts, and the parent, are those of a real genesis. */
  @Test
  void theFirstBlockIsLikeThatOfARealNetwork() throws Exception {
    try (DevNode node = bench(1).open()) {
      BlockHeader genesis = node.chain().genesis().blocks().getFirst();
      JsonNode recorded =
          JsonMapper.shared()
              .readTree(
                  Files.readString(
                      Path.of("../vectors/lotus-rpc/full/Filecoin.ChainGetGenesis.json")))
              .path("response")
              .path("result")
              .path("Blocks")
              .get(0);

      assertThat(genesis.parentReceipts().toString())
          .isEqualTo(recorded.path("ParentMessageReceipts").path("/").asString());
      assertThat(genesis.messages().toString())
          .isEqualTo(recorded.path("Messages").path("/").asString());
      assertThat(genesis.parents().getFirst().toString())
          .isEqualTo(recorded.path("Parents").get(0).path("/").asString());
      assertThat(genesis.parentBaseFee().decimal())
          .isEqualTo(recorded.path("ParentBaseFee").asString());
      assertThat(node.blocks().block(genesis.parents().getFirst())).isPresent();
    }
  }

  @Test
  void aMessageLandsAndItsReceiptIsFoundOneTipsetLater() throws Exception {
    try (DevNode node = bench(1).open()) {
      List<Address> accounts = Bench.accounts(node);
      node.step();
      SignedMessage sent = Bench.send(node, accounts.get(0), accounts.get(1), "3");
      assertThat(node.mpool().pending()).containsExactly(sent);
      assertThat(node.chain().search(TipsetKey.HEAD, sent.cid(), -1, true)).isEmpty();

      Tipset holding = node.step();
      assertThat(node.mpool().pending()).isEmpty();
      assertThat(node.chain().messagesIn(holding)).hasSize(1);
      Tipset after = node.step();

      Optional<MessageLookup> found = node.chain().search(TipsetKey.HEAD, sent.cid(), -1, true);
      assertThat(found)
          .hasValueSatisfying(lookup -> {
            assertThat(lookup.tipset()).isEqualTo(after.key());
            assertThat(lookup.height()).isEqualTo(after.height());
            assertThat(lookup.receipt().exitCode().isOk()).isTrue();
            assertThat(lookup.receipt().gasUsed()).isEqualTo(Ledger.GAS);
          });
      assertThat(node.balance(accounts.get(1))).isEqualTo(TokenAmount.parse("1003"));
      node.step();
      assertThat(node.chain().search(TipsetKey.HEAD, sent.cid(), 1, true)).isEmpty();
      assertThat(node.chain().search(TipsetKey.HEAD, sent.cid(), 2, true)).isEqualTo(found);
    }
  }

  @Test
  void waitingForAMessageEndsWhenEnoughWasBuiltOnIt() throws Exception {
    try (DevNode node = bench(1).open()) {
      List<Address> accounts = Bench.accounts(node);
      SignedMessage sent = Bench.send(node, accounts.get(1), accounts.get(0), "1");
      FutureTask<MessageLookup> waiting =
          new FutureTask<>(() -> node.chain().await(sent.cid(), 2, -1, true));
      Thread.ofVirtual().start(waiting);

      for (int i = 0; i < 3; i++) {
        node.step();
        assertThat(waiting.isDone()).isFalse();
      }
      node.step();

      assertThat(waiting.get().height()).isEqualTo(new Epoch(2));
      assertThatThrownBy(() -> node.chain().await(sent.cid(), 901, -1, true))
          .hasMessage("message confidence exceeds maximum: 901 > 900");
    }
  }

  @Test
  void aReplacedMessageIsFoundByTheOneThatReplacedItOnlyIfThatIsAllowed() throws Exception {
    try (DevNode node = bench(1).open()) {
      Address from = Bench.accounts(node).get(0);
      SignedMessage first = Bench.signed(node, from, 0, 100_000);
      SignedMessage second = Bench.signed(node, from, 0, 200_000);
      node.mpool().push(first, true);
      node.mpool().push(second, true);
      node.step();
      node.step();

      assertThat(node.chain().search(TipsetKey.HEAD, first.cid(), -1, true))
          .hasValueSatisfying(l -> assertThat(l.message()).isEqualTo(second.cid()));
      assertThatThrownBy(() -> node.chain().search(TipsetKey.HEAD, first.cid(), -1, false))
          .hasMessageStartingWith(
              "message was replaced: found message with equal nonce as the one we are looking for");
    }
  }

  @Test
  void skippedEpochsHaveNoBlockButHappen() throws Exception {
    Bench bench = bench(1);
    try (DevNode node = bench.open()) {
      node.step();
      node.skip(5);
      Tipset made = node.step();
      node.step();

      assertThat(made.height()).isEqualTo(new Epoch(7));
      assertThat(made.blocks().getFirst().beaconEntries()).hasSize(6);
      assertThat(made.blocks().getFirst().timestamp())
          .isEqualTo(Bench.BEGINNING.getEpochSecond() + 28);
      assertThat(new Ledger(node.blocks()).epochs(node.chain().stateAfter(made))).isEqualTo(7);
      assertThat(node.chain().tipsetAt(new Epoch(4), TipsetKey.HEAD, NullRounds.AFTER))
          .isEqualTo(made);
      assertThat(node.chain().tipsetAt(new Epoch(4), TipsetKey.HEAD, NullRounds.BEFORE).height())
          .isEqualTo(new Epoch(1));
      // An epoch without a block takes the ticket of the tipset after it, and its own entry.
      Tipset head = node.chain().head();
      assertThat(node.chain().ticketDigest(new Epoch(3), head))
          .isEqualTo(node.chain().ticketDigest(new Epoch(7), head));
      assertThat(node.chain().beaconDigest(new Epoch(3), head))
          .isNotEqualTo(node.chain().beaconDigest(new Epoch(7), head));
      assertThatThrownBy(() -> node.chain().ticketDigest(new Epoch(9), head))
          .hasMessage("cannot draw randomness from the future");
    }
  }

  /** After a pause the chain goes on at its height, and its head is fresh. */
  @Test
  void aNodeThatWasDownForLongGoesOnWhereItWas() throws Exception {
    Bench bench = bench(2);
    Tipset last;
    try (DevNode node = bench.open()) {
      node.step();
      last = node.step();
    }
    bench.setTime(Bench.BEGINNING.plus(Duration.ofDays(30)));
    try (DevNode node = bench.open()) {
      assertThat(node.chain().head()).isEqualTo(last);
      Tipset next = node.step();
      Tipset second = node.step();

      assertThat(next.height()).isEqualTo(new Epoch(3));
      assertThat(next.parents()).isEqualTo(last.key());
      assertThat(next.blocks().getFirst().timestamp()).isEqualTo(bench.now().getEpochSecond());
      assertThat(second.blocks().getFirst().timestamp())
          .isEqualTo(bench.now().getEpochSecond() + 4);
    }
  }

  @Test
  void pendingMessagesAndKeysSurviveARestart() throws Exception {
    Bench bench = bench(1);
    SignedMessage sent;
    try (DevNode node = bench.open()) {
      List<Address> accounts = Bench.accounts(node);
      sent = Bench.send(node, accounts.get(0), accounts.get(1), "1");
      node.mpool().push(Bench.signed(node, accounts.get(1), 0, 100_000), true);
    }
    try (DevNode node = bench.open()) {
      assertThat(node.mpool().pending()).hasSize(2).contains(sent);
      node.step();
      assertThat(node.mpool().pending()).isEmpty();
    }
  }

  @Test
  void aSecondNodeOnTheSameFolderIsRefused() throws Exception {
    Bench bench = bench(1);
    try (DevNode node = bench.open()) {
      assertThatThrownBy(bench::open)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("repo is already locked");
      assertThat(node.step().height()).isEqualTo(new Epoch(1));
    }
    bench.open().close();
  }

  /** A caller who withdraws a call interrupts it, maybe in the middle of a read. */
  @Test
  void anInterruptedReaderDoesNotCloseTheFilesOfTheNode() throws Exception {
    Bench bench = bench(1);
    Cid old;
    try (DevNode node = bench.open()) {
      old = node.step().parentStateRoot();
      for (int i = 0; i < 20; i++) {
        node.step();
      }
    }
    try (DevNode node = bench.open()) {
      FutureTask<Boolean> reading =
          new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return node.blocks().block(old).isPresent();
          });
      Thread.ofPlatform().start(reading);
      assertThat(reading.get()).isTrue();

      assertThat(node.step().height()).isEqualTo(new Epoch(22));
      assertThat(new Ledger(node.blocks()).epochs(old)).isZero();
    }
  }

  @Test
  void theFolderIsOneThatLotusPathMayName() throws Exception {
    Bench bench = bench(1);
    Path api = bench.folder().resolve("api");
    try (DevNode node = bench.open()) {
      node.announce("/ip4/127.0.0.1/tcp/1234/http");
      assertThat(Files.readString(api)).isEqualTo("/ip4/127.0.0.1/tcp/1234/http");
      assertThat(Files.readString(bench.folder().resolve("token"))).isEqualTo(node.adminToken());
    }
    assertThat(api).doesNotExist();
  }

  @Test
  void aRequestWithANameOfItsOwnIsCarriedOutOnce() throws Exception {
    Bench bench = bench(1);
    SendSpec spec =
        new SendSpec(TokenAmount.ZERO, Optional.of(UUID.nameUUIDFromBytes(new byte[1])), false);
    SignedMessage sent;
    try (DevNode node = bench.open()) {
      Address from = Bench.accounts(node).get(0);
      sent = node.send(Bench.transfer(from, Address.id(101), "1"), spec);
      assertThat(node.send(Bench.transfer(from, Address.id(101), "1"), spec)).isEqualTo(sent);
      assertThat(node.mpool().pending()).hasSize(1);
    }
    try (DevNode node = bench.open()) {
      Address from = Bench.accounts(node).get(0);
      assertThat(node.send(Bench.transfer(from, Address.id(101), "1"), spec)).isEqualTo(sent);
    }
  }

  @Test
  void oldStatesAreForgottenForGood() throws Exception {
    Bench bench = bench(1).keeping(40);
    try (DevNode node = bench.open()) {
      Cid genesisState = node.chain().genesis().parentStateRoot();
      List<Tipset> made = new ArrayList<>();
      for (int i = 0; i < 130; i++) {
        if (i % 10 == 0) {
          Bench.send(node, Bench.accounts(node).get(0), Address.id(101), "1");
        }
        made.add(node.step());
      }
      Tipset old = made.get(20);
      assertThat(node.blocks().block(old.parentStateRoot())).isEmpty();
      assertThatThrownBy(() -> new Ledger(node.blocks()).epochs(old.parentStateRoot()))
          .isInstanceOf(MissingBlock.class);
      assertThatThrownBy(() -> node.requireState(old.parentStateRoot()))
          .hasMessage(
              "failed to load state tree %s: failed to load hamt node: ipld: could not find %s"
                  .formatted(old.parentStateRoot(), old.parentStateRoot()));
      node.requireState(made.get(100).parentStateRoot());
      node.requireState(genesisState);
      // What is not state stays: headers, messages, receipts.
      assertThat(node.chain().tipsetAt(new Epoch(11), TipsetKey.HEAD, NullRounds.BEFORE))
          .isEqualTo(made.get(10));
      var message = node.chain().messagesIn(made.get(10)).getFirst();
      assertThat(node.chain().search(made.get(15).key(), message.cid(), -1, true)).isPresent();
    }
    try (DevNode node = bench.open()) {
      node.step();
    }
  }

  @Test
  void allReceiptsOutliveTheStates() throws Exception {
    try (DevNode node = bench(1).keeping(40).open()) {
      Address from = Bench.accounts(node).getFirst();
      // Equal receipts are one block: where states are dropped, the number of messages is new.
      for (int epoch = 1; epoch <= 64; epoch++) {
        int messages = epoch % 20 == 1 ? 2 + epoch / 20 : 1;
        for (int i = 0; i < messages; i++) {
          Bench.send(node, from, Address.id(100), "0.001");
        }
        node.step();
      }
      Tipset at = node.step();
      while (at.height().height() > 1) {
        Tipset parent = node.chain().tipset(at.parents());
        assertThat(node.chain().receipts(at.blocks().getFirst()))
            .hasSameSizeAs(node.chain().messagesIn(parent));
        at = parent;
      }
    }
  }

  @Test
  void aLossOfOldStatesIsShownWhileItIsAskedFor() throws Exception {
    try (DevNode node = bench(1).open()) {
      for (int i = 0; i < 20; i++) {
        node.step();
      }
      Tipset old = node.chain().tipsetAt(new Epoch(5), TipsetKey.HEAD, NullRounds.BEFORE);
      Tipset young = node.chain().tipsetAt(new Epoch(15), TipsetKey.HEAD, NullRounds.BEFORE);
      Address from = Bench.accounts(node).get(0);

      node.setFaults(new Faults(List.of(), false, Optional.empty(), List.of(), 10));

      assertThatThrownBy(() -> node.call(Bench.transfer(from, from, "1"), old.key()))
          .hasMessageContaining("failed to load state tree");
      assertThat(node.call(Bench.transfer(from, from, "1"), young.key()).reason()).isEmpty();
      assertThat(node.step().height()).isEqualTo(new Epoch(21));
      node.setFaults(Faults.NONE);
      assertThat(node.call(Bench.transfer(from, from, "1"), old.key()).reason()).isEmpty();
    }
  }

  @Test
  void aStuckHeadMakesNoBlocksUntilItIsFreed() throws Exception {
    try (DevNode node = bench(1).open()) {
      node.setFaults(new Faults(List.of(), true, Optional.empty(), List.of(), -1));
      assertThatThrownBy(node::step).hasMessageContaining("stuck");
      assertThat(node.chain().head()).isEqualTo(node.chain().genesis());
      node.setFaults(Faults.NONE);
      assertThat(node.step().height()).isEqualTo(new Epoch(1));
    }
  }

  @Test
  void theBaseFeeJumpsAndFallsByAnEighthAfterwards() throws Exception {
    try (DevNode node = bench(1).open()) {
      TokenAmount spike = TokenAmount.ofAtto(8_000_000_000L);
      node.setFaults(new Faults(List.of(), false, Optional.of(spike), List.of(), -1));
      node.step();
      assertThat(node.step().blocks().getFirst().parentBaseFee()).isEqualTo(spike);
      node.setFaults(Faults.NONE);
      assertThat(node.step().blocks().getFirst().parentBaseFee())
          .isEqualTo(TokenAmount.ofAtto(7_000_000_000L));
    }
  }

  @Test
  void aStrandedMessageNeverLandsNorWhatFollowsIt() throws Exception {
    try (DevNode node = bench(1).open()) {
      List<Address> accounts = Bench.accounts(node);
      SignedMessage first = Bench.send(node, accounts.get(0), accounts.get(1), "1");
      SignedMessage second = Bench.send(node, accounts.get(0), accounts.get(1), "1");
      SignedMessage other = Bench.send(node, accounts.get(1), accounts.get(0), "1");
      Faults.Stranded one = new Faults.Stranded.ByNonce(accounts.get(0), 0);
      node.setFaults(new Faults(List.of(), false, Optional.empty(), List.of(one), -1));

      Tipset made = node.step();

      assertThat(node.chain().messagesIn(made))
          .singleElement()
          .satisfies(message -> assertThat(message.cid()).isEqualTo(other.cid()));
      assertThat(node.mpool().pending()).containsExactly(first, second);
      for (Faults.Stranded same :
          List.of(
              new Faults.Stranded.ByCid(first.cid()),
              new Faults.Stranded.ByMethod(first.message().method()))) {
        assertThat(same.matches(first)).isTrue();
      }
      node.setFaults(Faults.NONE);
      assertThat(node.chain().messagesIn(node.step())).hasSize(2);
    }
  }

  @Test
  void faultsNameMethodsByPattern() {
    Faults.Answering slow =
        new Faults.Answering("State*", Duration.ofSeconds(1), Optional.empty(), 1);
    Faults.Answering broken =
        new Faults.Answering("Mpool*Message", Duration.ZERO, Optional.of("out of order"), 2);
    Faults faults = new Faults(List.of(slow, broken), false, Optional.empty(), List.of(), -1);

    assertThat(faults.answering("StateGetActor")).contains(slow);
    assertThat(faults.answering("MpoolPushMessage")).contains(broken);
    assertThat(faults.answering("MpoolPush")).isEmpty();
    assertThat(faults.answering("ChainHead")).isEmpty();
  }

  @Test
  void aReorganisationRevertsAndAppliesAndLosesNoMessage() throws Exception {
    try (DevNode node = bench(2).open()) {
      List<Address> accounts = Bench.accounts(node);
      node.step();
      node.step();
      SignedMessage bls = Bench.send(node, accounts.get(0), accounts.get(1), "1");
      SignedMessage secp = Bench.send(node, accounts.get(1), accounts.get(2), "2");
      node.step();
      Tipset before = node.step();
      List<HeadChange> seen = new ArrayList<>();
      try (var _ = node.chain().watch(seen::addAll)) {
        node.reorganise(3);
      }

      Tipset after = node.chain().head();
      assertThat(after.height()).isEqualTo(before.height());
      assertThat(after.key()).isNotEqualTo(before.key());
      assertThat(seen)
          .extracting(change -> change.kind().wireName())
          .containsExactly("current", "revert", "revert", "revert", "apply", "apply", "apply");
      assertThat(seen.getLast().tipset()).isEqualTo(after);
      assertThat(node.mpool().pending()).isEmpty();
      node.step();
      for (SignedMessage message : List.of(bls, secp)) {
        assertThat(node.chain().search(TipsetKey.HEAD, message.cid(), -1, false)).isPresent();
      }
      for (long height = 1; height <= 5; height++) {
        Tipset at = node.chain().tipsetAt(new Epoch(height), TipsetKey.HEAD, NullRounds.BEFORE);
        assertThat(at.height()).isEqualTo(new Epoch(height));
      }
      assertThatThrownBy(() -> node.reorganise(50)).hasMessageContaining("only");
    }
  }

  @Test
  void anExportIsVerifiedAndBeginsTheSameChainElsewhere() throws Exception {
    Bench bench = bench(2);
    Path car = temporary.resolve("chain.car");
    Tipset head;
    try (DevNode node = bench.open()) {
      for (int i = 0; i < 40; i++) {
        Bench.send(node, Bench.accounts(node).get(i % 3), Address.id(101), "1");
        node.step();
      }
      head = node.chain().head();
      Files.write(car, export(node, 900, true));
      assertThat(export(node, 5, true)).hasSizeLessThan(export(node, 5, false).length);
      Snapshot.open(write(export(node, 5, true)), temporary.resolve("s1")).snapshot().close();
      Snapshot.open(write(export(node, 5, false)), temporary.resolve("s2")).snapshot().close();
      copyKeystore(bench.folder(), temporary.resolve("other"));
    }
    Bench other = new Bench(temporary.resolve("other"), 0);
    try (DevNode node = other.open(Beginning.withSnapshot(car, temporary.resolve("scratch")))) {
      assertThat(node.chain().head()).isEqualTo(head);
      Bench.send(node, Bench.accounts(node).get(0), Address.id(101), "1");
      Tipset made = node.step();
      assertThat(made.height()).isEqualTo(new Epoch(41));
      assertThat(node.chain().messagesIn(made)).hasSize(1);
    }
  }

  @Test
  void withoutTheMinersKeysAnImportedChainIsReadButNotContinued() throws Exception {
    Path car = temporary.resolve("chain.car");
    try (DevNode node = bench(1).open()) {
      node.step();
      Files.write(car, export(node, 900, true));
    }
    try (DevNode node =
        new Bench(temporary.resolve("stranger"), 0)
            .open(Beginning.withSnapshot(car, temporary.resolve("scratch")))) {
      assertThat(node.chain().head().height()).isEqualTo(new Epoch(1));
      assertThatThrownBy(node::step).hasMessage("no miner of this chain has its worker's key here");
    }
  }

  private Bench bench(int miners) {
    return new Bench(temporary.resolve("node"), miners);
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(temporary.resolve("part.car"), bytes);
  }

  private static byte[] export(DevNode node, long states, boolean skip) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    node.export(
        states,
        skip,
        TipsetKey.HEAD,
        part -> {
          assertThat(part.size()).isBetween(1, SnapshotExport.MAX_PART);
          bytes.writeBytes(part.toBytes());
        });
    return bytes.toByteArray();
  }

  private static void copyKeystore(Path from, Path to) throws IOException {
    Path target = Files.createDirectories(to.resolve("keystore"));
    try (var files = Files.list(from.resolve("keystore"))) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
