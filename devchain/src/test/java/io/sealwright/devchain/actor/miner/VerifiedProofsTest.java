package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.miner.ProofChecker.ChallengedSector;
import io.sealwright.devchain.actor.miner.ProofChecker.SealStatement;
import io.sealwright.devchain.actor.miner.ProofChecker.WindowStatement;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Proofs of the reference, as an actor asks about them. */
final class VerifiedProofsTest {
  private static final Path RECORDED =
      Path.of("../proofs/src/test/resources/vectors/proofs/2k-v1_1");

  private final VerifiedProofs proofs = verified();
  private final JsonNode vectors =
      JsonMapper.shared().readTree(Files.readAllBytes(RECORDED.resolve("vectors.json")));

  VerifiedProofsTest() throws IOException {}

  /** With the keys of the reference's recordings. */
  static VerifiedProofs verified() throws IOException {
    ParameterFolder keys = new ParameterFolder(RECORDED);
    return new VerifiedProofs(
        SectorSize.KIB_2,
        keys.key(new ParameterSet(Kind.POREP, SectorSize.KIB_2)),
        keys.key(new ParameterSet(Kind.WINDOW, SectorSize.KIB_2)),
        new Random(1));
  }

  @Test
  void aSealProofHoldsForItsSectorAlone() throws IOException {
    ByteString proof = recorded("porep-piece.bin");
    assertThat(proofs.isSealProven(seal(1000, 43, 5), proof)).isTrue();
    assertThat(proofs.isSealProven(seal(1001, 43, 5), proof)).isFalse();
    assertThat(proofs.isSealProven(seal(1000, 44, 5), proof)).isFalse();
    assertThat(proofs.isSealProven(seal(1000, 43, 0), proof)).isFalse();
    assertThat(proofs.isSealProven(seal(1000, 43, 5), changed(proof))).isFalse();
  }

  @Test
  void whatIsWithheldAggregatedOrOfAnotherSizeDoesNotHold() throws IOException {
    ByteString proof = recorded("porep-piece.bin");
    assertThat(proofs.isSealProven(seal(1000, 43, 5), WithheldProofs.bytes(192))).isFalse();
    assertThat(proofs.isSealProven(seal(1000, 43, 14), proof)).as("non-interactive").isFalse();
    assertThat(proofs.isSealProven(seal(1000, 43, 8), proof)).as("32 GiB").isFalse();
    assertThat(proofs.isSealProven(seal(1000, 43, 99), proof)).as("no seal proof").isFalse();
    assertThat(proofs.isSealProven(seal(1000, 43, 5), ByteString.EMPTY)).isFalse();
    assertThat(proofs.isWindowProven(window(sector(43)), new PostProof(10, withheld()))).isFalse();
  }

  @Test
  void aWindowProofHoldsForItsSectorsAndApiVersion() throws IOException {
    ByteString two = recorded("window-v1_2-2.bin");
    ByteString one = recorded("window-v1_2-1.bin");
    assertThat(proofs.isWindowProven(window(sector(42), sector(43)), new PostProof(10, two)))
        .isTrue();
    assertThat(proofs.isWindowProven(window(sector(42), sector(43)), new PostProof(5, two)))
        .isFalse();
    assertThat(
            proofs.isWindowProven(
                window(sector(42), sector(43)), new PostProof(5, recorded("window-v1-2.bin"))))
        .isTrue();
    assertThat(proofs.isWindowProven(window(sector(42), sector(43)), new PostProof(10, one)))
        .isFalse();
    assertThat(proofs.isWindowProven(window(sector(43)), new PostProof(10, changed(one))))
        .isFalse();
    assertThat(proofs.isWindowProven(window(sector(43)), new PostProof(0, one))).isFalse();
    assertThat(proofs.isWindowProven(window(), new PostProof(10, one))).isFalse();
  }

  /** As where sector 42 is faulty and another stands in for it. */
  @Test
  void aSectorThatStandsInForAnotherCountsOnce() throws IOException {
    assertThat(
            proofs.isWindowProven(
                window(sector(43), sector(43)), new PostProof(10, recorded("window-v1_2-1.bin"))))
        .isTrue();
  }

  @Test
  void aChainThatTakesWithheldProofsTakesRealOnesTooIfItHasKeys() throws IOException {
    ByteString proof = recorded("porep-piece.bin");
    WithheldProofs with = new WithheldProofs(Optional.of(proofs));
    assertThat(with.isSealProven(seal(1000, 43, 5), proof)).isTrue();
    assertThat(with.isSealProven(seal(1000, 43, 5), WithheldProofs.bytes(192))).isTrue();
    assertThat(with.isSealProven(seal(1000, 43, 5), changed(proof))).isFalse();
    assertThat(with.isWindowProven(window(sector(43)), new PostProof(10, withheld()))).isTrue();
    assertThat(new WithheldProofs().isSealProven(seal(1000, 43, 5), proof)).isFalse();
  }

  private SealStatement seal(long miner, long sector, long registered) {
    JsonNode piece = vectors.path("piece_sector");
    return new SealStatement(
        miner,
        new SectorNumber(sector),
        registered,
        new CommR(Bytes32.fromHex(piece.path("comm_r").asString())),
        new CommD(Bytes32.fromHex(piece.path("comm_d").asString())),
        Bytes32.repeat(1),
        Bytes32.repeat(2));
  }

  private static WindowStatement window(ChallengedSector... sectors) {
    return new WindowStatement(1000, Bytes32.repeat(3), 1, List.of(sectors));
  }

  private ChallengedSector sector(long number) {
    String commR =
        vectors.path(number == 42 ? "zero_sector" : "piece_sector").path("comm_r").asString();
    return new ChallengedSector(
        new SectorNumber(number), 5, new CommR(Bytes32.fromHex(commR)));
  }

  private static ByteString withheld() {
    return WithheldProofs.ofWindow(1);
  }

  private static ByteString recorded(String file) throws IOException {
    return ByteString.of(Files.readAllBytes(RECORDED.resolve(file)));
  }

  private static ByteString changed(ByteString proof) {
    byte[] bytes = proof.toBytes();
    bytes[77] ^= 4;
    return ByteString.of(bytes);
  }
}
