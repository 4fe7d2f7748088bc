package io.sealwright.devchain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.chain.consensus.Draw;
import io.sealwright.devchain.chain.consensus.Election;
import io.sealwright.devchain.chain.snapshot.SnapshotImport;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.vm.ActorCodes;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.lotus.car.SnapshotReport;
import io.sealwright.lotus.key.BlsSignatures;
import io.sealwright.lotus.key.BlsSignatures.Claim;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real node made, remade from its own inputs by our formulas. */
final class RecordedChainTest {
  private static final Path SNAPSHOT = Path.of("../vectors/car/localnet-2k.car.zst");
  private static final Address MINER = Address.id(1000);

  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(28));

  @TempDir static Path temporary;
  private static Optional<BlockFolder> folder = Optional.empty();
  private static Optional<Chain> opened = Optional.empty();

  @BeforeAll
  static void importSnapshot() throws IOException {
    BlockFolder blocks = BlockFolder.open(temporary.resolve("chain"));
    folder = Optional.of(blocks);
    SnapshotReport report = SnapshotImport.into(blocks, SNAPSHOT, temporary.resolve("scratch"));
    assertThat(blocks.count()).isEqualTo(report.blocks());
    opened =
        Optional.of(
            Chain.open(
                blocks,
                new Chain.Rules(
                    new ActorStates(blocks, BigInteger.valueOf(2048)),
                    new Machine(blocks, new ActorCodes(Map.of()), RULES),
                    RULES.version())));
  }

  @AfterAll
  static void close() throws IOException {
    folder.orElseThrow().close();
  }

  @Test
  void theHeadIsThatOfTheSnapshotAndGenesisIsFound() {
    assertThat(chain().head().height()).isEqualTo(new Epoch(149));
    assertThat(chain().genesis().height()).isEqualTo(Epoch.GENESIS);
    assertThat(chain().genesis().blocks()).singleElement().extracting(BlockHeader::miner).isEqualTo(Address.id(0));
  }

  /** The ticket is the worker's signature of exactly what we draw, entropy included. */
  @Test
  void everyTicketIsAProofOfWhatWeDraw() throws IOException {
    for (Tipset tipset : all()) {
      Tipset parent = chain().tipset(tipset.parents());
      for (BlockHeader block : tipset.blocks()) {
        ByteString entropy =
            encoded(block.miner()).plus(parent.blocks().getFirst().ticket().orElseThrow().bytes());
        ByteString drawn =
            drawn(block, Draw.TICKET, new Epoch(tipset.height().height() - 1), entropy);
        assertThat(isByWorker(block.ticket().orElseThrow().bytes(), drawn)).isTrue();
      }
    }
  }

  @Test
  void everyElectionIsAProofOfWhatWeDrawAndWinsAsOftenAsWeCount() throws IOException {
    for (Tipset tipset : all()) {
      for (BlockHeader block : tipset.blocks()) {
        var election = block.electionProof().orElseThrow();
        ByteString drawn =
            drawn(block, Draw.ELECTION, tipset.height(), encoded(block.miner()));
        assertThat(isByWorker(election.proof().bytes(), drawn)).isTrue();
        assertThat(Election.wins(election.proof(), BigInteger.TWO, BigInteger.TWO))
            .isEqualTo(election.winCount());
      }
    }
  }

  @Test
  void everyBlockCarriesTheBeaconEntriesWeExpectAndItsWorkersSignature() throws IOException {
    for (Tipset tipset : all()) {
      Tipset parent = chain().tipset(tipset.parents());
      for (BlockHeader block : tipset.blocks()) {
        assertThat(block.beaconEntries())
            .isEqualTo(chain().beaconEntries(parent, tipset.height()));
        ByteString unsigned = ByteString.of(ChainCbor.BLOCK_HEADER.encode(withoutSignature(block)));
        assertThat(isByWorker(block.signature().orElseThrow().bytes(), unsigned)).isTrue();
      }
    }
  }

  @Test
  void weightAndBaseFeeFollowFromTheParents() throws IOException {
    for (Tipset tipset : all()) {
      Tipset parent = chain().tipset(tipset.parents());
      BlockHeader block = tipset.blocks().getFirst();
      if (parent.height().height() > 0) {
        assertThat(block.parentWeight()).isEqualTo(chain().weight(parent));
      }
      assertThat(block.parentBaseFee()).isEqualTo(chain().nextBaseFee(parent));
    }
  }

  /** Written again, the lists of a block's messages get the CID the header names. */
  @Test
  void messagesAreFoundAndListedAgainUnderTheSameRoot() throws IOException {
    int found = 0;
    for (Tipset tipset : all()) {
      for (BlockHeader block : tipset.blocks()) {
        BlockMessages messages = chain().messagesOf(block);
        found += messages.cids().size();
        assertThat(chain().messageStore().put(messages)).isEqualTo(block.messages());
        assertThat(isAggregateOf(block, messages)).isTrue();
        for (Cid cid : messages.cids()) {
          assertThat(messages.unsigned()).contains(chain().message(cid));
        }
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void aTipsetIsFoundByItsHeightFromAnyPlaceAbove() throws IOException {
    List<Tipset> all = all();
    for (Tipset from : List.of(all.getFirst(), all.get(40), all.get(100))) {
      for (long height = 1; height <= from.height().height(); height++) {
        Tipset after = chain().tipsetAt(new Epoch(height), from.key(), NullRounds.AFTER);
        Tipset before = chain().tipsetAt(new Epoch(height), from.key(), NullRounds.BEFORE);
        assertThat(after.height().height()).isGreaterThanOrEqualTo(height);
        assertThat(before.height().height()).isLessThanOrEqualTo(height);
        assertThat(all).contains(after);
        assertThat(after.equals(before) || after.parents().equals(before.key())).isTrue();
      }
    }
    assertThatThrownBy(
            () -> chain().tipsetAt(new Epoch(10_000_000), TipsetKey.HEAD, NullRounds.BEFORE))
        .hasMessage(
            "looking for tipset with height greater than start point, req: 10000000, head: 149");
  }

  @Test
  void whatIsNotHereIsRefusedInTheWordsOfANode() {
    Cid unknown = Cid.parse("bafy2bzacedwviarjtjraqakob5pslltmuo5n3xev3nt5zylezofkbbv5jclyu");

    assertThatThrownBy(() -> chain().tipset(new TipsetKey(List.of(unknown))))
        .hasMessage("get block " + unknown + ": ipld: could not find " + unknown);
    assertThatThrownBy(() -> chain().message(unknown))
        .hasMessage("ipld: could not find " + unknown);
    assertThatThrownBy(() -> chain().search(TipsetKey.HEAD, unknown, -1, true))
        .hasMessage(
            "%!w(*errors.errorString=&{failed to load message}): ipld: could not find "
                + unknown);
  }

  @Test
  void theStateNamesItsActorsAndProducers() throws IOException {
    Cid state = chain().head().parentStateRoot();
    States states = chain().states();

    assertThat(states.producers(state))
        .singleElement()
        .satisfies(
            producer -> {
              assertThat(producer.miner()).isEqualTo(1000);
              assertThat(producer.worker()).isEqualTo(worker());
            });
    assertThat(states.id(state, worker())).contains(Address.id(100));
    assertThat(states.key(state, Address.id(100))).contains(worker());
    assertThat(states.key(state, MINER)).isEmpty();
    assertThat(states.actor(state, Address.id(99_999))).isEmpty();
    assertThat(states.power(state)).isEqualTo(BigInteger.valueOf(40960));
  }

  private static Chain chain() {
    return opened.orElseThrow();
  }

  /** All tipsets but genesis, the newest first. */
  private static List<Tipset> all() throws IOException {
    List<Tipset> all = new ArrayList<>();
    for (Tipset at = chain().head();
        at.height().height() > 0;
        at = chain().tipset(at.parents())) {
      all.add(at);
    }
    assertThat(all).hasSizeGreaterThan(140);
    return all;
  }

  private static ByteString drawn(BlockHeader block, long domain, Epoch epoch, ByteString entropy) {
    ByteString base = block.beaconEntries().getLast().bytes();
    return ByteString.of(Draw.from(Draw.digest(base), domain, epoch, entropy).toBytes());
  }

  private static Address worker() {
    return Address.parse(
        "t3ravwp42fgjixfdesgp44o7r6m67eatxtsjmebabnmx2he3ezzb7xoubgjj4py25touf7xstyznrid4cshara");
  }

  private static boolean isByWorker(ByteString signature, ByteString signed) {
    return BlsSignatures.verifyAggregate(
        signature, List.of(new Claim(worker().payload(), signed)));
  }

  private static boolean isAggregateOf(BlockHeader block, BlockMessages messages)
      throws IOException {
    List<Claim> claims = new ArrayList<>();
    for (Message message : messages.bls()) {
      Address key =
          chain().states().key(chain().head().parentStateRoot(), message.from()).orElseThrow();
      claims.add(new Claim(key.payload(), message.signedBytes()));
    }
    return BlsSignatures.verifyAggregate(block.blsAggregate().orElseThrow().bytes(), claims);
  }

  private static BlockHeader withoutSignature(BlockHeader block) {
    return new BlockHeader(
        block.miner(),
        block.ticket(),
        block.electionProof(),
        block.beaconEntries(),
        block.winPostProof(),
        block.parents(),
        block.parentWeight(),
        block.height(),
        block.parentStateRoot(),
        block.parentReceipts(),
        block.messages(),
        block.blsAggregate(),
        block.timestamp(),
        Optional.empty(),
        block.forkSignaling(),
        block.parentBaseFee());
  }

  private static ByteString encoded(Address miner) {
    return ByteString.of(AddressCbor.ADDRESS.encode(miner));
  }
}
