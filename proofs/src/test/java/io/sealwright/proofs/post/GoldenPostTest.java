package io.sealwright.proofs.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.bincode.BincodeReader;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.FileDigest;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The reference's vanilla proofs of spacetime, made again from sectors sealed again. */
final class GoldenPostTest {
  @TempDir static Path parents;
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2k-v1_1", "4KiB", "16KiB", "32KiB", "8m-v1_1"})
  void theReferencesProofsAreMadeByteForByte(String set) throws Exception {
    List<KeptSector> sectors = new ArrayList<>();
    for (String kind : List.of("zero_sector", "piece_sector")) {
      sectors.add(seal(GoldenSector.of(set, kind)));
    }
    JsonNode post = GoldenSector.of(set, "zero_sector").file().get("post");

    checkCase(post.get("window_v1_one_sector"), PostKind.WINDOW_V1, sectors.subList(1, 2));
    checkCase(post.get("window_v1_two_sectors"), PostKind.WINDOW_V1, sectors);
    checkCase(post.get("window_v1_2_one_sector"), PostKind.WINDOW_V1_1, sectors.subList(1, 2));
    checkCase(post.get("window_v1_2_two_sectors"), PostKind.WINDOW_V1_1, sectors);
    checkCase(post.get("winning"), PostKind.WINNING, sectors.subList(1, 2));
  }

  private KeptSector seal(GoldenSector golden) throws Exception {
    Path home = Files.createDirectory(folder.resolve(golden.order().sector().number().toString()));
    CacheFolder cache = golden.seal(home, new Means(2, parents, Progress.silent()));
    return new KeptSector(
        golden.order().sector().number(),
        golden.order().proof().size(),
        new CommR(golden.hex("comm_r")),
        cache,
        home.resolve("sealed"));
  }

  private static void checkCase(JsonNode golden, PostKind kind, List<KeptSector> sectors)
      throws Exception {
    Bytes32 randomness = Bytes32.fromHex(golden.get("randomness").asString());
    for (int i = 0; i < sectors.size(); i++) {
      KeptSector sector = sectors.get(i);
      List<Long> leaves =
          PostChallenges.leaves(kind, sector.size(), randomness, sector.sector(), i);
      assertThat(leaves)
          .isEqualTo(
              golden.get("challenges").get(i).get("leaves").values().stream()
                  .map(JsonNode::asLong)
                  .toList());

      SectorPost proof = sector.open(leaves);

      assertThat(proof.fault(sector.size(), sector.commR(), leaves)).isEmpty();
      assertThat(FileDigest.of(proof.toBytes()))
          .isEqualTo(FileDigest.of(golden.get("vanilla").get(i)));
      assertThat(SectorPost.read(proof.toBytes())).isEqualTo(proof);
    }
  }

  @Test
  void theSectorOfAWinningProofIsTheReferences() {
    JsonNode golden =
        GoldenSector.of("2k-v1_1", "zero_sector")
            .file()
            .get("post")
            .get("winning_sector_selection");
    for (JsonNode drawn : golden.values()) {
      assertThat(
              PostChallenges.winningSector(
                  new MinerId(1000).proverId(), Bytes32.repeat(3), drawn.get("sectors").asLong()))
          .isEqualTo(drawn.get("chosen").get(0).asLong());
    }
  }

  @Test
  void aChangedByteOfTheReferencesProofIsNoticed() throws Exception {
    byte[] good =
        Files.readAllBytes(
            Path.of("src/test/resources/vectors/proofs/2k-v1_1/window-v1_2-1-43.vanilla"));
    CommR commR = new CommR(GoldenSector.of("2k-v1_1", "piece_sector").hex("comm_r"));
    List<Long> leaves =
        PostChallenges.leaves(
            PostKind.WINDOW_V1_1, SectorSize.KIB_2, Bytes32.repeat(3), new SectorNumber(43), 0);
    assertThat(SectorPost.read(good).fault(SectorSize.KIB_2, commR, leaves)).isEmpty();

    Random random = new Random(43);
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      int at = Long.BYTES + random.nextInt(bad.length - Long.BYTES);
      bad[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(isNoticed(bad, commR, leaves)).as("byte %d", at).isTrue();
    }
  }

  private static boolean isNoticed(byte[] proof, CommR commR, List<Long> leaves) {
    try {
      return SectorPost.read(proof).fault(SectorSize.KIB_2, commR, leaves).isPresent();
    } catch (BincodeReader.Damaged e) {
      return true;
    }
  }
}
