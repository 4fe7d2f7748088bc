package io.sealwright.engine.recovery.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataFileTest {
  /** As sealer-recover writes it, tabs and a field of its own included. */
  private static final String SEALER_RECOVER =
      """
      {
      \t"Miner": "t01000",
      \t"SectorSize": 34359738368,
      \t"Unknown": {"SectorInfos": 1},
      \t"SectorInfos": [
      \t\t{
      \t\t\t"SectorNumber": 9223372036854775807,
      \t\t\t"Ticket": "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
      \t\t\t"SealProof": 8,
      \t\t\t"SealedCID": {
      \t\t\t\t"/": "bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mtl"
      \t\t\t}
      \t\t}
      \t]
      }
      """;

  @TempDir Path folder;

  @Test
  void aFileOfSealerRecoverIsUnderstood() throws Exception {
    RecoveryMetadata metadata = decode(SEALER_RECOVER);
    assertThat(metadata.miner()).isEqualTo(new MinerId(1000));
    assertThat(metadata.size()).isEqualTo(SectorSize.GIB_32);
    assertThat(metadata.sectors()).hasSize(1);
    KnownSector sector = metadata.sector(new SectorNumber(Long.MAX_VALUE)).orElseThrow();
    assertThat(sector.ticket().value()).isEqualTo(Bytes32.repeat(1));
    assertThat(sector.proof().name()).isEqualTo("StackedDrg32GiBV1_1");
    assertThat(sector.commR().value().hex()).startsWith("df69").endsWith("326b");
    assertThat(sector.pieces()).isEmpty();
    assertThat(sector.preCommitted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadAgain(SectorSize size) throws Exception {
    SplittableRandom random = new SplittableRandom(size.bytes());
    List<KnownSector> sectors = new ArrayList<>();
    for (SealFamily family : SealFamily.values()) {
      sectors.add(sector(random, new SealProof(family, size), sectors.size()));
    }
    RecoveryMetadata metadata = new RecoveryMetadata(new MinerId(77), size, sectors);
    assertThat(decode(MetadataFile.encode(metadata))).isEqualTo(metadata);
  }

  @Test
  void ourOwnFieldsAppearOnlyWhereTheySaySomething() {
    SplittableRandom random = new SplittableRandom(1);
    KnownSector sector = sector(random, new SealProof(SealFamily.V1_1, SectorSize.KIB_2), 0);
    KnownSector zeros =
        new KnownSector(
            sector.id(), sector.proof(), sector.ticket(), sector.commR(), List.of(), false, false);
    assertThat(
            MetadataFile.encode(
                new RecoveryMetadata(new MinerId(77), SectorSize.KIB_2, List.of(zeros))))
        .doesNotContain("Sealwright");
  }

  @Test
  void theLayoutIsThatOfSealerRecover() throws Exception {
    String plain = SEALER_RECOVER.replace("\t\"Unknown\": {\"SectorInfos\": 1},\n", "");
    assertThat(MetadataFile.encode(decode(plain))).isEqualTo(plain.replace("t01000", "f01000"));
  }

  @Test
  void unknownPiecesAreSaidAndGiveWayToAList() throws Exception {
    String unknown =
        SEALER_RECOVER.replace(
            "\"SealProof\"", "\"Sealwright\": {\"PiecesUnknown\": true}, \"SealProof\"");
    RecoveryMetadata metadata = decode(unknown);
    assertThat(metadata.sectors().getFirst().piecesUnknown()).isTrue();
    assertThat(decode(MetadataFile.encode(metadata))).isEqualTo(metadata);
    String listed =
        unknown.replace(
            "true}",
            "true, \"Pieces\": [{\"Size\": 34359738368, \"PieceCID\": {\"/\":"
                + " \"baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq\"}}]}");
    assertThat(decode(listed).sectors().getFirst().piecesUnknown()).isFalse();
    assertThat(decode(listed).sectors().getFirst().pieces()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "{",
        "[]",
        "3",
        "{\"Miner\": \"f01\", \"Miner\": \"f02\"}",
        "{} {}"
      })
  void anythingElseThanOneObjectIsNoMetadata(String text) {
    assertThatThrownBy(() -> decode(text))
        .isInstanceOf(MetadataException.NotMetadata.class)
        .hasMessageStartingWith("test.json is not recovery metadata: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFileBeyondTheLimitIsNotRead() throws Exception {
    Path file = folder.resolve("large.json");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(MetadataFile.MOST_BYTES + 1);
    }
    assertThatThrownBy(() -> MetadataFile.read(file))
        .isInstanceOf(MetadataException.NotMetadata.class)
        .hasMessageContaining("more than");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Miner",
        "SectorSize",
        "SectorInfos",
        "SectorNumber",
        "Ticket",
        "SealProof",
        "SealedCID"
      })
  void aMissingFieldIsNamed(String field) {
    assertThatThrownBy(() -> decode(SEALER_RECOVER.replace('"' + field + '"', "\"Other\"")))
        .isInstanceOf(MetadataException.class)
        .hasMessageContaining(field);
  }

  private static KnownSector sector(SplittableRandom random, SealProof proof, long number) {
    List<Piece> pieces = new ArrayList<>();
    PaddedSize size = new PaddedSize(proof.size().bytes() / 4);
    for (int i = 0; i < number; i++) {
      pieces.add(
          i == 1 ? new Piece(size, Pieces.zero(size)) : new Piece(size, new CommP(any(random))));
    }
    return new KnownSector(
        new SectorId(new MinerId(77), new SectorNumber(number)),
        proof,
        new Ticket(any(random)),
        new CommR(any(random)),
        pieces,
        random.nextBoolean(),
        pieces.isEmpty() && random.nextBoolean());
  }

  private static Bytes32 any(SplittableRandom random) {
    byte[] bytes = new byte[Bytes32.LENGTH];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }

  private static RecoveryMetadata decode(String text) throws MetadataException {
    return MetadataFile.decode(text.getBytes(UTF_8), "test.json");
  }
}
