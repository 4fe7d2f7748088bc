package io.sealwright.protocol.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.Answers;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.actor.miner.ProvingOffset;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.Base58;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.ProvingPeriod;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Head blocks of a real chain's actors, and what a node answered about some of them. */
final class ActorStateTest {
  static Stream<Arguments> states() {
    return Stream.of(
        Arguments.of("system", ActorCbor.SYSTEM),
        Arguments.of("init", ActorCbor.INIT),
        Arguments.of("reward", ActorCbor.REWARD),
        Arguments.of("power", ActorCbor.POWER),
        Arguments.of("market", ActorCbor.MARKET),
        Arguments.of("verifreg", ActorCbor.VERIFIED_REGISTRY),
        Arguments.of("account", ActorCbor.ACCOUNT),
        Arguments.of("miner", MinerCbor.STATE),
        Arguments.of("minerDeadlines", MinerCbor.DEADLINES),
        Arguments.of("minerDeadline", MinerCbor.DEADLINE));
  }

  @ParameterizedTest
  @MethodSource("states")
  void aStateOfARealChainIsReadAndWrittenAgain(String actor, CborCodec<Object> codec)
      throws CborException {
    JsonNode vector = vector(actor);
    byte[] block = ByteString.fromHex(vector.get("cbor").asString()).toBytes();

    Object state = codec.decode(block);

    assertThat(codec.encode(state)).isEqualTo(block);
    assertThat(codec.cid(state)).hasToString(vector.get("head").asString());
  }

  @Test
  void theStateRootNamesTheTreeOfActors() throws CborException {
    JsonNode vector = vector("stateRoot");
    byte[] block = ByteString.fromHex(vector.get("cbor").asString()).toBytes();

    StateRoot root = ActorCbor.STATE_ROOT.decode(block);

    assertThat(root.version()).isEqualTo(5);
    assertThat(ActorCbor.STATE_ROOT.cid(root)).hasToString(vector.get("cid").asString());
  }

  static Stream<Arguments> parts() {
    return Stream.of(
        Arguments.of("actors", ActorCbor.ACTOR),
        Arguments.of("powerClaims", ActorCbor.POWER_CLAIM),
        Arguments.of("partitions", MinerCbor.PARTITION),
        Arguments.of("sectors", MinerCbor.SECTOR));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void entriesOfRealCollectionsAreReadAndWrittenAgain(String name, CborCodec<Object> codec)
      throws CborException {
    for (JsonNode entry : vector(name)) {
      byte[] block = ByteString.fromHex(entry.asString()).toBytes();
      assertThat(codec.encode(codec.decode(block))).isEqualTo(block);
    }
    assertThat(vector(name)).isNotEmpty();
  }

  @Test
  void anEthereumAccountHasADelegatedAddress() throws CborException {
    List<Address> delegated = new ArrayList<>();
    for (JsonNode entry : vector("actors")) {
      ActorCbor.ACTOR
          .decode(ByteString.fromHex(entry.asString()).toBytes())
          .delegated()
          .ifPresent(delegated::add);
    }

    assertThat(delegated)
        .containsExactly(Address.parse("f410faaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaonc6iji"));
  }

  /** Partition 0 of deadline 0 holds sectors 0 and 1. */
  @Test
  void aPartitionTellsWhichSectorsAreActive() throws CborException {
    byte[] block = ByteString.fromHex(vector("partitions").get(0).asString()).toBytes();
    Partition partition = MinerCbor.PARTITION.decode(block);

    assertThat(partition.sectors()).isEqualTo(Bitfield.of(0, 1));
    assertThat(partition.live()).isEqualTo(partition.sectors());
    assertThat(partition.active()).isEqualTo(partition.sectors());
    assertThat(partition.livePower().quality()).isEqualTo(40_960);
  }

  @Test
  void aSectorIsWhatTheNodeShowed() throws CborException {
    JsonNode shown = Vectors.recorded("StateSectorGetInfo.cc");
    Sector sector =
        new Sector(
            new SectorNumber(shown.get("SectorNumber").asLong()),
            shown.get("SealProof").asLong(),
            CommR.fromCid(shown.get("SealedCID").get("/").asString()),
            List.of(),
            new Epoch(shown.get("Activation").asLong()),
            new Epoch(shown.get("Expiration").asLong()),
            BigInteger.ZERO,
            BigInteger.ZERO,
            Answers.amount(shown.get("InitialPledge")),
            Optional.empty(),
            Optional.empty(),
            new Epoch(shown.get("PowerBaseEpoch").asLong()),
            Optional.empty(),
            Optional.of(Cid.ofCbor(new byte[0])),
            shown.get("Flags").asLong(),
            Answers.amount(shown.get("DailyFee")));

    assertThat(MinerCbor.SECTOR.decode(MinerCbor.SECTOR.encode(sector))).isEqualTo(sector);
  }

  /** The block was read a while after the state was shown: what does not change is compared. */
  @ParameterizedTest
  @ValueSource(strings = {"StateReadState", "StateReadState.later"})
  void theMinersStateIsWhatTheNodeDecoded(String call) throws CborException {
    JsonNode shown = Vectors.recorded(call).get("State");
    String raw = call.endsWith("later") ? "ChainReadObj.miner-state" : "ChainReadObj";
    MinerState state = MinerCbor.STATE.decode(Answers.bytes(Vectors.recorded(raw)).toBytes());

    assertThat(state.info()).isEqualTo(Answers.cid(shown.get("Info")));
    assertThat(state.preCommitDeposits()).isEqualTo(Answers.amount(shown.get("PreCommitDeposits")));
    assertThat(state.lockedFunds()).isEqualTo(Answers.amount(shown.get("LockedFunds")));
    assertThat(state.vesting().orElseThrow().next().epoch().height())
        .isEqualTo(shown.get("VestingFunds").get("Head").get("Epoch").asLong());
    assertThat(state.feeDebt()).isEqualTo(TokenAmount.ZERO);
    assertThat(state.initialPledge()).isEqualTo(Answers.amount(shown.get("InitialPledge")));
    assertThat(state.sectors()).isEqualTo(Answers.cid(shown.get("Sectors")));
    assertThat(state.provingPeriodStart().height())
        .isEqualTo(shown.get("ProvingPeriodStart").asLong());
    assertThat(state.currentDeadline()).isEqualTo(shown.get("CurrentDeadline").asLong());
    assertThat(state.deadlines()).isEqualTo(Answers.cid(shown.get("Deadlines")));
    assertThat(state.earlyTerminations()).isEqualTo(Bitfield.EMPTY);
    assertThat(state.deadlineCronActive()).isTrue();
  }

  @Test
  void theMinersIdentityIsWhatTheNodeShowed() throws CborException {
    JsonNode shown = Vectors.recorded("StateMinerInfo");
    byte[] block = Answers.bytes(Vectors.recorded("ChainReadObj.miner-info")).toBytes();

    MinerIdentity identity = MinerCbor.IDENTITY.decode(block);

    assertThat(MinerCbor.IDENTITY.encode(identity)).isEqualTo(block);
    assertThat(identity.owner()).isEqualTo(Address.parse(shown.get("Owner").asString()));
    assertThat(identity.worker()).isEqualTo(Address.parse(shown.get("Worker").asString()));
    assertThat(identity.beneficiary()).isEqualTo(identity.owner());
    assertThat(identity.controls()).isEmpty();
    assertThat(identity.workerChange()).isEmpty();
    assertThat(Base58.encode(identity.peerId())).isEqualTo(shown.get("PeerId").asString());
    assertThat(identity.windowPostProof()).isEqualTo(shown.get("WindowPoStProofType").asLong());
    assertThat(identity.sectorSize()).isEqualTo(shown.get("SectorSize").asLong());
    assertThat(identity.sectorsPerPartition())
        .isEqualTo(shown.get("WindowPoStPartitionSectors").asLong());
    assertThat(identity.consensusFaultElapsed().height()).isEqualTo(-1);
  }

  @Test
  void whatIsAvailableIsWhatNothingElseHolds() throws CborException {
    MinerState state =
        MinerCbor.STATE.decode(
            Answers.bytes(Vectors.recorded("ChainReadObj.miner-state")).toBytes());
    TokenAmount balance = Answers.amount(Vectors.recorded("StateReadState.later").get("Balance"));

    assertThat(state.available(balance))
        .isEqualTo(
            TokenAmount.ofDecimal(Vectors.recorded("StateMinerAvailableBalance.later").asString()));
  }

  /** The recorded network's miner was made in its first epoch. */
  @Test
  void aMinersPeriodsBeginWhereItsAddressAndBirthSay() {
    long start = Vectors.recorded("StateMinerProvingDeadline").get("PeriodStart").asLong();

    assertThat(ProvingOffset.of(new MinerId(1000), Epoch.GENESIS))
        .isEqualTo(new ProvingPeriod(new Epoch(start)).offset());
  }

  @Test
  void aSmoothedQuantityHasAFractionOf128Bits() throws CborException {
    byte[] block = ByteString.fromHex(vector("power").get("cbor").asString()).toBytes();
    PowerState power = ActorCbor.POWER.decode(block);

    assertThat(power.rawPower()).isEqualTo(4096);
    assertThat(power.qualityPower()).isEqualTo(40_960);
    assertThat(new Estimate(BigInteger.valueOf(3).shiftLeft(128), BigInteger.ONE).value())
        .isEqualTo(3);
  }

  private static JsonNode vector(String actor) {
    return Vectors.read("/vectors/actors.json").get(actor);
  }
}
