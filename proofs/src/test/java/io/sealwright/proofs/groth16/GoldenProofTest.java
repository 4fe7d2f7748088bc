package io.sealwright.proofs.groth16;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.curve.Group;
import io.sealwright.proofs.groth16.Verifier.Claim;
import io.sealwright.proofs.porep.GoldenSector;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The reference's proofs, against its verifying keys. */
final class GoldenProofTest {
  private static final Path FOLDER = Path.of("src/test/resources/vectors/proofs/2k-v1_1");

  /** A recorded statement: its key, its public inputs, and two proofs of it. */
  record Golden(String name, VerifyingKey key, List<BigInteger> inputs, List<byte[]> proofs) {
    Claim claim(int proof) {
      return new Claim(Proof.readAll(proofs.get(proof), 1).orElseThrow().getFirst(), inputs);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> all() {
    JsonNode file = GoldenSector.of("2k-v1_1", "zero_sector").file();
    List<Golden> all = new ArrayList<>();
    for (String kind : List.of("zero_sector", "piece_sector")) {
      JsonNode sector = file.get(kind);
      all.add(
          golden(
              kind,
              file.get("porep_verifying_key"),
              sector.get("public_inputs_le"),
              sector.get("snark")));
    }
    file.get("post")
        .properties()
        .forEach(post -> {
          if (post.getValue().has("verifying_key")) {
            all.add(
                golden(
                    post.getKey(),
                    post.getValue().get("verifying_key"),
                    post.getValue().get("public_inputs_le"),
                    post.getValue()));
          }
        });
    return all.stream();
  }

  private static Golden golden(String name, JsonNode key, JsonNode inputs, JsonNode proofs) {
    try {
      return new Golden(
          name,
          VerifyingKey.read(FOLDER.resolve(key.get("file").asString())),
          inputs.get(0).values().stream().map(input -> littleEndian(input.asString())).toList(),
          List.of(file(proofs.get("random")), file(proofs.get("deterministic"))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] file(JsonNode proof) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(proof.get("file").asString()));
  }

  private static BigInteger littleEndian(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    List<Byte> reversed = new ArrayList<>();
    for (byte value : bytes) {
      reversed.addFirst(value);
    }
    byte[] big = new byte[bytes.length];
    for (int i = 0; i < big.length; i++) {
      big[i] = reversed.get(i);
    }
    return new BigInteger(1, big);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyProofOfTheReferenceHolds(Golden golden) {
    Verifier verifier = new Verifier(golden.key(), new Random(1));

    assertThat(verifier.holds(List.of(golden.claim(0)))).isTrue();
    assertThat(verifier.holds(List.of(golden.claim(1)))).isTrue();
    assertThat(verifier.holds(List.of(golden.claim(0), golden.claim(1)))).isTrue();
    assertThat(golden.claim(1).proof().toBytes()).isEqualTo(golden.proofs().get(1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aKeyIsWrittenAsItWasRead(Golden golden) {
    assertThat(
            Stream.of(FOLDER.toFile().listFiles())
                .map(file -> file.toPath())
                .filter(file -> file.toString().endsWith(".vk"))
                .map(GoldenProofTest::bytes)
                .toList())
        .contains(golden.key().toBytes());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void anyBitOfAProofOrAnInputChangedMakesItFalse(Golden golden) {
    Verifier verifier = new Verifier(golden.key(), new Random(2));
    Random random = new Random(golden.name().hashCode());
    for (int i = 0; i < 12; i++) {
      byte[] bad = golden.proofs().get(0).clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(
              Proof.readAll(bad, 1)
                  .filter(proof ->
                      verifier.holds(List.of(new Claim(proof.getFirst(), golden.inputs())))))
          .isEmpty();
    }
    List<BigInteger> inputs = new ArrayList<>(golden.inputs());
    inputs.set(random.nextInt(inputs.size()), BigInteger.TWO);
    assertThat(verifier.holds(List.of(new Claim(golden.claim(0).proof(), inputs)))).isFalse();
    assertThat(verifier.holds(List.of(golden.claim(1), new Claim(golden.claim(0).proof(), inputs))))
        .isFalse();
  }

  @Test
  void inputsOfAnotherNumberOrBeyondTheFieldAreNoClaim() {
    Golden golden = all().findFirst().orElseThrow();
    Verifier verifier = new Verifier(golden.key(), new Random(3));
    List<BigInteger> beyond = new ArrayList<>(golden.inputs());
    beyond.set(0, beyond.getFirst().add(Group.ORDER));

    assertThat(verifier.holds(List.of())).isFalse();
    assertThat(verifier.holds(List.of(new Claim(golden.claim(0).proof(), Collections.emptyList()))))
        .isFalse();
    assertThat(verifier.holds(List.of(new Claim(golden.claim(0).proof(), beyond)))).isFalse();
    assertThat(Proof.readAll(new byte[Proof.BYTES], 1)).isEmpty();
    assertThat(Proof.readAll(golden.proofs().get(0), 2)).isEmpty();
  }
}
