package io.sealwright.devchain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sealwright.devchain.actor.miner.state.Pace;
import io.sealwright.devchain.actor.miner.state.Window;
import io.sealwright.devchain.chain.snapshot.SnapshotImport;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.lotus.json.ChainJson;
import io.sealwright.lotus.json.IdentityJson;
import io.sealwright.lotus.json.MinerJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The state of a real network, from its snapshot, tells what the node of its twin told: a network of
 * the same template with other keys and replicas. What those decide is left out.
 */
final class RecordedViewsTest {
  private static final Path VECTORS = Path.of("../vectors");
  private static final NetworkLetter LETTER = NetworkLetter.TESTNET;
  private static final Address MINER = Address.id(1000);
  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(28));

  private static final long SECTOR_BYTES = 2048;

  @TempDir static Path temporary;
  private static Optional<BlockFolder> folder = Optional.empty();
  private static Optional<StateView> opened = Optional.empty();

  @BeforeAll
  static void importSnapshot() throws IOException {
    BlockFolder blocks = BlockFolder.open(temporary.resolve("chain"));
    folder = Optional.of(blocks);
    var report =
        SnapshotImport.into(
            blocks, VECTORS.resolve("car/localnet-2k.car.zst"), temporary.resolve("scratch"));
    Tipset head = report.head();
    opened = Optional.of(new StateView(blocks, head.parentStateRoot(), head.height()));
  }

  @AfterAll
  static void close() throws IOException {
    folder.orElseThrow().close();
  }

  @Test
  void aMinerIsWhoItsNodeSaidItWas() throws IOException {
    assertThat(miner().identity())
        .usingRecursiveComparison()
        .ignoringFields("peerId")
        .isEqualTo(recorded("StateMinerInfo", IdentityJson.of(LETTER)));
    assertThat(state().miners())
        .isEqualTo(recorded("StateListMiners", ValueJson.address(LETTER).list()));
  }

  @Test
  void powerAndSectorsAreThoseTheNodeTold() throws IOException {
    PowerView power = PowerView.of(state(), MINER, RULES.minimumPower());
    assertThat(new MinerJson.MinerPower(power.miner(), power.network(), power.enough()))
        .isEqualTo(recorded("StateMinerPower", MinerJson.MINER_POWER));
    MinerView.Counts counts = miner().counts();
    assertThat(counts.active() * SECTOR_BYTES).isEqualTo(power.miner().raw().longValue());
    assertThat(counts.live()).isEqualTo(miner().sectors().size()).isGreaterThan(counts.active());
    assertThat(counts.faulty()).isZero();
    assertThat(miner().over(Partition::faults)).isEqualTo(Bitfield.EMPTY);
    assertThat(miner().allocated().containsAll(numbers(miner().sectors()))).isTrue();
    assertThat(miner().sectors(Bitfield.of(1, 4444)))
        .extracting(sector -> sector.number().number())
        .containsExactly(1L);
  }

  @Test
  void aSectorIsAsTheNodeShowedItAndEndsWhenItSaid() throws IOException {
    SectorNumber zero = new SectorNumber(0);
    assertThat(miner().sector(zero).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("sealed")
        .isEqualTo(recorded("StateSectorGetInfo", MinerJson.SECTOR));
    MinerView.End end = miner().end(zero).orElseThrow();
    assertThat(new MinerJson.Expiration(end.onTime(), end.early()))
        .isEqualTo(recorded("StateSectorExpiration", MinerJson.EXPIRATION));
    MinerView.Place place = miner().place(zero).orElseThrow();
    assertThat(new MinerJson.Location(place.deadline(), place.partition()))
        .isEqualTo(recorded("StateSectorPartition", MinerJson.LOCATION));
    assertThat(miner().sector(new SectorNumber(4444))).isEmpty();
    assertThat(miner().end(new SectorNumber(4444))).isEmpty();
    assertThat(miner().place(new SectorNumber(4444))).isEmpty();
    assertThat(miner().preCommit(zero)).isEmpty();
  }

  /** The proving period began where the node said; which deadline is open follows from the epoch. */
  @Test
  void deadlinesFollowFromTheProvingPeriod() throws IOException {
    var later = recorded("StateMinerProvingDeadline", MinerJson.PROVING_DEADLINE);
    Window window = miner().window(Pace.of(RULES));
    long behind = later.now().height() - state().epoch().height();
    assertThat(Math.floorMod(later.periodStart().since(window.periodStart()).epochs(), 2880L))
        .isZero();
    assertThat(window.open().plus(new EpochSpan(behind)).height())
        .isCloseTo(later.open().height(), within(60L));
    assertThat(miner().deadlines()).hasSize(48);
  }

  @Test
  void accountsAreFoundByEitherAddress() throws IOException {
    Address key = state().key(Address.id(100));
    assertThat(key.kind()).isEqualTo(AddressKind.BLS);
    assertThat(state().key(key)).isEqualTo(key);
    assertThat(state().id(key)).isEqualTo(Address.id(100));
    assertThat(state().robust(Address.id(100))).isEqualTo(key);
    assertThat(state().find(Address.id(99_999))).isEmpty();
    assertThatThrownBy(() -> state().actor(Address.id(99_999))).hasMessage("actor not found");
    assertThatThrownBy(() -> state().key(MINER))
        .hasMessage("actor code is not account: storageminer");
    assertThatThrownBy(() -> MinerView.of(state(), Address.id(999_999)))
        .hasMessage(error("error.miner-no-actor"));
    assertThatThrownBy(() -> MinerView.of(state(), Address.id(100)))
        .hasMessage(error("error.miner-not-found"));
  }

  @Test
  void moneyIsWhereTheNodeSaidItIs() throws IOException {
    assertThat(state().marketBalance(MINER))
        .isEqualTo(new MarketBalance(TokenAmount.ZERO, TokenAmount.ZERO));
    assertThat(state().marketParticipants()).isEmpty();
    assertThat(state().verifiedRegistryRoot())
        .isEqualTo(recorded("StateVerifiedRegistryRootKey", ValueJson.address(LETTER)));
    assertThat(state().init().networkName())
        .isEqualTo(recorded("StateNetworkName", JsonForm.TEXT));
    assertThat(miner().available().sign()).isPositive();
  }

  /** The pledge of a sector of the dev net is its ceiling, which does not change. */
  @Test
  void aSectorIsPledgedForWhatTheNodeAsked() throws IOException {
    SecurityView security = new SecurityView(state());
    assertThat(security.pledge(2048, new EpochSpan(1_555_200), 0))
        .isEqualTo(recorded("StateMinerInitialPledgeForSector", ValueJson.AMOUNT));
    assertThat(security.deposit(2048).sign()).isPositive();
  }

  @Test
  void actorsAreReadFromTheirEntries() throws IOException {
    var later = recorded("StateGetActor", ChainJson.of(LETTER).actor());
    assertThat(state().actor(MINER).code()).isEqualTo(later.code());
    assertThat(state().actors()).contains(MINER, Address.id(0), Address.id(100));
    assertThat(StateView.kind(state().actor(MINER))).isEqualTo("storageminer");
  }

  private static Bitfield numbers(List<Sector> sectors) {
    return Bitfield.of(
        sectors.stream().mapToLong(sector -> sector.number().number()).toArray());
  }

  private static StateView state() {
    return opened.orElseThrow();
  }

  private static MinerView miner() throws IOException {
    return MinerView.of(state(), MINER);
  }

  private static <T> T recorded(String name, JsonForm<T> form) throws IOException {
    try {
      return form.decode(response("Filecoin." + name).path("result"));
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String error(String name) throws IOException {
    return response(name).path("error").path("message").asString();
  }

  private static JsonNode response(String name) throws IOException {
    try {
      return RpcJson.parse(
              Files.readString(VECTORS.resolve("lotus-rpc/full/" + name + ".json")))
          .path("response");
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(name, e);
    }
  }
}
