package io.sealwright.protocol.actor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealwright.protocol.Answers;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.epoch.Epoch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Parameters of real messages, and how a node decoded them. */
final class MethodTest {
  private static final Address ADDRESS = Address.id(1000);
  private static final CommR COMM_R = new CommR(Bytes32.repeat(3));

  @ParameterizedTest
  @ValueSource(strings = {"PreCommitSectorBatch2.1", "PreCommitSectorBatch2.2"})
  void aPreCommitIsWhatTheNodeDecoded(String call) throws CborException {
    SectorPreCommit sector =
        params(call, MinerMethod.PRE_COMMIT_SECTOR_BATCH_2, MethodCbor.PRE_COMMIT_SECTORS)
            .sectors()
            .getFirst();
    JsonNode shown = Vectors.recorded("StateDecodeParams." + call).get("Sectors").get(0);

    assertThat(sector.sealProof()).isEqualTo(shown.get("SealProof").asLong());
    assertThat(sector.number().number()).isEqualTo(shown.get("SectorNumber").asLong());
    assertThat(sector.sealed().cid()).isEqualTo(shown.get("SealedCID").get("/").asString());
    assertThat(sector.randomness().height()).isEqualTo(shown.get("SealRandEpoch").asLong());
    assertThat(sector.expiration().height()).isEqualTo(shown.get("Expiration").asLong());
    assertThat(sector.deals()).isEmpty();
    assertThat(sector.data()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProveCommitSectors3.1", "ProveCommitSectors3.2"})
  void aProveCommitIsWhatTheNodeDecoded(String call) throws CborException {
    ProveCommitSectors params =
        params(call, MinerMethod.PROVE_COMMIT_SECTORS_3, MethodCbor.PROVE_COMMIT_SECTORS);
    JsonNode shown = Vectors.recorded("StateDecodeParams." + call);

    assertThat(params.activations().getFirst().sector().number())
        .isEqualTo(shown.get("SectorActivations").get(0).get("SectorNumber").asLong());
    assertThat(params.proofs()).containsExactly(Answers.bytes(shown.get("SectorProofs").get(0)));
    assertThat(params.aggregateProof()).isEqualTo(ByteString.EMPTY);
    assertThat(params.aggregateProofType()).isEmpty();
    assertThat(params.requireActivation()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SubmitWindowedPoSt.1", "SubmitWindowedPoSt.2"})
  void aWindowPostIsWhatTheNodeDecoded(String call) throws CborException {
    SubmitWindowedPost params =
        params(call, MinerMethod.SUBMIT_WINDOWED_POST, MethodCbor.SUBMIT_WINDOWED_POST);
    JsonNode shown = Vectors.recorded("StateDecodeParams." + call);

    assertThat(params.deadline()).isEqualTo(shown.get("Deadline").asLong());
    assertThat(params.partitions().getFirst().skipped())
        .isEqualTo(bitfield(shown.get("Partitions").get(0).get("Skipped")));
    assertThat(params.proofs().getFirst().registered())
        .isEqualTo(shown.get("Proofs").get(0).get("PoStProof").asLong());
    assertThat(params.proofs().getFirst().bytes())
        .isEqualTo(Answers.bytes(shown.get("Proofs").get(0).get("ProofBytes")));
    assertThat(params.committed().height()).isEqualTo(shown.get("ChainCommitEpoch").asLong());
    assertThat(ByteString.of(params.randomness().toBytes()))
        .isEqualTo(Answers.bytes(shown.get("ChainCommitRand")));
  }

  @ParameterizedTest
  @CsvSource({
    "TerminateSectors.1, TERMINATE_SECTORS, Terminations",
    "TerminateSectors.2, TERMINATE_SECTORS, Terminations",
    "DeclareFaultsRecovered.1, DECLARE_FAULTS_RECOVERED, Recoveries",
    "DeclareFaultsRecovered.2, DECLARE_FAULTS_RECOVERED, Recoveries"
  })
  void selectedSectorsAreWhatTheNodeDecoded(String call, MinerMethod method, String field)
      throws CborException {
    SectorSelections params = params(call, method, MethodCbor.SECTOR_SELECTIONS);
    JsonNode shown = Vectors.recorded("StateDecodeParams." + call).get(field);

    assertThat(params.selections()).hasSize(shown.size());
    for (int i = 0; i < shown.size(); i++) {
      assertThat(params.selections().get(i))
          .isEqualTo(
              new SectorSelections.Selection(
                  shown.get(i).get("Deadline").asLong(),
                  shown.get(i).get("Partition").asLong(),
                  bitfield(shown.get(i).get("Sectors"))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WithdrawBalance.1", "WithdrawBalance.2"})
  void aWithdrawalIsWhatTheNodeDecoded(String call) throws CborException {
    WithdrawBalance params =
        params(call, MinerMethod.WITHDRAW_BALANCE, MethodCbor.WITHDRAW_BALANCE);

    assertThat(params.requested())
        .isEqualTo(
            Answers.amount(Vectors.recorded("StateDecodeParams." + call).get("AmountRequested")));
  }

  static Stream<Arguments> values() {
    Bitfield sectors = Bitfield.of(1, 2, 9);
    ByteString bytes = ByteString.fromHex("0102");
    TokenAmount amount = TokenAmount.ofAtto(5);
    Epoch epoch = new Epoch(-7);
    SectorNumber number = new SectorNumber(3);
    SectorPreCommit preCommit =
        new SectorPreCommit(
            8, number, COMM_R, epoch, List.of(4L), epoch, Optional.of(new CommD(Bytes32.ZERO)));
    return Stream.of(
        Arguments.of(
            MethodCbor.CHANGE_WORKER_ADDRESS, new ChangeWorkerAddress(ADDRESS, List.of(ADDRESS))),
        Arguments.of(MethodCbor.CHANGE_PEER_ID, new ChangePeerId(bytes)),
        Arguments.of(MethodCbor.CHANGE_MULTIADDRS, new ChangeMultiaddrs(List.of(bytes))),
        Arguments.of(MethodCbor.COMPACT_PARTITIONS, new CompactPartitions(47, sectors)),
        Arguments.of(MethodCbor.COMPACT_SECTOR_NUMBERS, new CompactSectorNumbers(sectors)),
        Arguments.of(MethodCbor.CHANGE_BENEFICIARY, new ChangeBeneficiary(ADDRESS, amount, epoch)),
        Arguments.of(MethodCbor.DISPUTE_WINDOWED_POST, new DisputeWindowedPost(1, 2)),
        Arguments.of(MethodCbor.MARKET_WITHDRAWAL, new MarketWithdrawal(ADDRESS, amount)),
        Arguments.of(MethodCbor.TERMINATION_RESULT, new MethodCbor.TerminationResult(true)),
        Arguments.of(
            MethodCbor.CREATE_MINER, new CreateMiner(ADDRESS, ADDRESS, 10, bytes, List.of(bytes))),
        Arguments.of(MethodCbor.CREATED_MINER, new CreateMiner.Created(ADDRESS, ADDRESS)),
        Arguments.of(MethodCbor.EXTEND_SECTORS, extension(sectors, number, epoch)),
        Arguments.of(MethodCbor.PROVE_COMMIT_SECTORS, proveCommit(bytes, number)),
        Arguments.of(MinerCbor.PRE_COMMIT, new PreCommit(preCommit, amount, epoch)),
        Arguments.of(MinerCbor.IDENTITY, identity(bytes, amount, epoch)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueReadsAsItWasWritten(CborCodec<Object> codec, Object value) throws CborException {
    byte[] block = codec.encode(value);

    assertThat(codec.decode(block)).isEqualTo(value);
    byte[] cut = Arrays.copyOf(block, block.length - 1);
    assertThatExceptionOfType(CborException.class).isThrownBy(() -> codec.decode(cut));
  }

  @Test
  void everyMethodIsFoundByItsNumber() {
    for (MinerMethod method : MinerMethod.values()) {
      assertThat(MinerMethod.of(method.number())).contains(method);
    }
  }

  @Test
  void tooManySelectionsAreRefused() {
    Bitfield none = Bitfield.EMPTY;
    SectorSelections many =
        new SectorSelections(
            Stream.generate(() -> new SectorSelections.Selection(0, 0, none))
                .limit(SectorSelections.MOST + 1)
                .toList());

    assertThatExceptionOfType(CborException.class)
        .isThrownBy(
            () -> MethodCbor.SECTOR_SELECTIONS.decode(MethodCbor.SECTOR_SELECTIONS.encode(many)))
        .withMessageContaining("at most 3000");
  }

  /** Decodes the parameters of a recorded message, which must call this method and re-encode. */
  private static <T> T params(String call, MinerMethod method, CborCodec<T> codec)
      throws CborException {
    var message = Answers.message(Vectors.recorded("ChainGetMessage." + call));
    assertThat(message.method()).isEqualTo(method.number());
    T params = codec.decode(message.params().toBytes());
    assertThat(ByteString.of(codec.encode(params))).isEqualTo(message.params());
    return params;
  }

  private static Bitfield bitfield(JsonNode node) {
    return Bitfield.ofRunLengths(node.valueStream().mapToLong(JsonNode::asLong).toArray());
  }

  private static ExtendSectors extension(Bitfield sectors, SectorNumber number, Epoch epoch) {
    return new ExtendSectors(
        List.of(
            new ExtendSectors.Extension(
                1,
                2,
                sectors,
                List.of(new ExtendSectors.WithClaims(number, List.of(1L), List.of(2L, 3L))),
                epoch)));
  }

  private static ProveCommitSectors proveCommit(ByteString bytes, SectorNumber number) {
    var piece =
        new ProveCommitSectors.Piece(
            new CommP(Bytes32.repeat(1)),
            new PaddedSize(256),
            Optional.of(new ProveCommitSectors.Allocation(100, -1)),
            List.of(new ProveCommitSectors.Notice(ADDRESS, bytes)));
    return new ProveCommitSectors(
        List.of(new ProveCommitSectors.Activation(number, List.of(piece))),
        List.of(),
        bytes,
        Optional.of(1L),
        true,
        false);
  }

  private static MinerIdentity identity(ByteString bytes, TokenAmount amount, Epoch epoch) {
    return new MinerIdentity(
        ADDRESS,
        ADDRESS,
        List.of(ADDRESS),
        Optional.of(new MinerIdentity.WorkerChange(ADDRESS, epoch)),
        bytes,
        List.of(bytes),
        8,
        1L << 35,
        2349,
        epoch,
        Optional.of(ADDRESS),
        ADDRESS,
        new MinerIdentity.BeneficiaryTerm(amount, amount, epoch),
        Optional.of(new MinerIdentity.BeneficiaryChange(ADDRESS, amount, epoch, true, false)));
  }
}
