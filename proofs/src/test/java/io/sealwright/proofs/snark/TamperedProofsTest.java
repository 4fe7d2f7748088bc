package io.sealwright.proofs.snark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.circuit.PostCircuit;
import io.sealwright.proofs.circuit.Witness;
import io.sealwright.proofs.groth16.KeyMaker;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Prover;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.GoldenSector;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any byte of a proof, of what it proves, or of its keys changed: refused, never a crash. */
final class TamperedProofsTest {
  private static final int CHANGES = Boolean.getBoolean("sealwright.slow") ? 1000 : 24;
  private static final Path RECORDED = Path.of("src/test/resources/vectors/proofs/2k-v1_1");
  private static final ParameterFolder KEYS = new ParameterFolder(RECORDED);
  private static final ParameterSet WINDOW = new ParameterSet(Kind.WINDOW, SectorSize.KIB_2);
  private static final GoldenSector GOLDEN = GoldenSector.of("2k-v1_1", "piece_sector");
  private static final int COORDINATE = 48;
  private static final int LEAVES = 64;
  private static final int SEED = 2;
  private static final Bytes32 RANDOMNESS = Bytes32.repeat(3);

  private final Random random = new Random(20_261_126);
  @TempDir Path folder;

  /** With so few leaves another seed may challenge the same: then the claim is the same. */
  @Test
  void aChangedSealProofOrClaimDoesNotHold() throws Exception {
    SealVerifier verifier =
        new SealVerifier(KEYS.key(new ParameterSet(Kind.POREP, SectorSize.KIB_2)), new Random(1));
    byte[] proof = Files.readAllBytes(RECORDED.resolve("porep-piece.bin"));
    byte[] commD = GOLDEN.commD().value().toBytes();
    byte[] commR = GOLDEN.hex("comm_r").toBytes();
    byte[] seed = Bytes32.repeat(2).toBytes();
    SealVerifier.Sealed good = sealed(commD, commR, seed, proof);
    assertThat(verifier.holds(List.of(good))).isTrue();
    for (int i = 0; i < CHANGES; i++) {
      List<byte[]> claim = List.of(commD.clone(), commR.clone(), seed.clone(), proof.clone());
      int which = i % claim.size();
      int at = change(claim.get(which));
      SealVerifier.Sealed bad = sealed(claim.get(0), claim.get(1), claim.get(2), claim.get(3));
      boolean isSame = which == SEED && challenges(claim.get(SEED)).equals(challenges(seed));
      assertThat(verifier.holds(List.of(bad))).as("change %d, byte %d", i, at).isEqualTo(isSame);
    }
    for (int length : List.of(0, 1, 191, 193, 384)) {
      assertThat(verifier.holds(List.of(sealed(commD, commR, seed, Arrays.copyOf(proof, length)))))
          .isFalse();
    }
  }

  /** Both challenges of a sector of 2 KiB, from the formula of section 5.1 of the specification. */
  private static List<BigInteger> challenges(byte[] seed) throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    List<BigInteger> challenges = new ArrayList<>();
    for (byte index = 0; index < 2; index++) {
      sha256.update(GOLDEN.replicaId().toBytes());
      sha256.update(seed);
      byte[] digest = sha256.digest(new byte[] {index, 0, 0, 0});
      BigInteger number = BigInteger.ZERO;
      for (int i = digest.length - 1; i >= 0; i--) {
        number = number.shiftLeft(Byte.SIZE).or(BigInteger.valueOf(digest[i] & 0xff));
      }
      challenges.add(number.mod(BigInteger.valueOf(LEAVES - 1)).add(BigInteger.ONE));
    }
    return challenges;
  }

  /** A key of another kind or size has another number of inputs, or another circuit. */
  @Test
  void aForeignKeyVerifiesNothing() throws Exception {
    byte[] window = Files.readAllBytes(RECORDED.resolve("window-v1_2-1.bin"));
    byte[] seal = Files.readAllBytes(RECORDED.resolve("porep-piece.bin"));
    byte[] commR = GOLDEN.hex("comm_r").toBytes();
    for (Kind foreign : List.of(Kind.WINNING, Kind.POREP)) {
      VerifyingKey key = KEYS.key(new ParameterSet(foreign, SectorSize.KIB_2));
      assertThat(
              new PostVerifier(PostKind.WINDOW_V1_1, SectorSize.KIB_2, key, new Random(1))
                  .holds(RANDOMNESS, List.of(proven(43, commR)), window))
          .isFalse();
    }
    byte[] commD = GOLDEN.commD().value().toBytes();
    assertThat(
            new SealVerifier(KEYS.key(WINDOW), new Random(1))
                .holds(List.of(sealed(commD, commR, Bytes32.repeat(2).toBytes(), seal))))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aChangedProofOfSpacetimeOrClaimDoesNotHold(PostKind kind) throws Exception {
    String file =
        switch (kind) {
          case WINNING -> "winning.bin";
          case WINDOW_V1 -> "window-v1-1.bin";
          case WINDOW_V1_1 -> "window-v1_2-1.bin";
        };
    ParameterSet set = ParameterSet.of(kind, SectorSize.KIB_2);
    PostVerifier verifier = new PostVerifier(kind, SectorSize.KIB_2, KEYS.key(set), new Random(1));
    byte[] proof = Files.readAllBytes(RECORDED.resolve(file));
    byte[] commR = GOLDEN.hex("comm_r").toBytes();
    assertThat(verifier.holds(RANDOMNESS, List.of(proven(43, commR)), proof)).isTrue();
    assertThat(verifier.holds(RANDOMNESS, List.of(proven(44, commR)), proof)).isFalse();
    for (int i = 0; i < CHANGES; i++) {
      List<byte[]> claim = List.of(RANDOMNESS.toBytes(), commR.clone(), proof.clone());
      byte[] changed = claim.get(i % claim.size());
      int at = change(changed);
      if (i % claim.size() == 0) {
        changed[Bytes32.LENGTH - 1] = 3; // The top bits of randomness do not count.
        changed[0] ^= 1;
      }
      assertThat(
              verifier.holds(
                  Bytes32.of(claim.get(0)), List.of(proven(43, claim.get(1))), claim.get(2)))
          .as("change %d, byte %d", i, at)
          .isFalse();
    }
  }

  @Test
  void aChangedOrCutVerifyingKeyIsRefusedByName() throws Exception {
    byte[] key = Files.readAllBytes(KEYS.verifyingKey(WINDOW));
    for (int i = 0; i < CHANGES; i++) {
      byte[] changed = key.clone();
      change(changed);
      requireNoKey(changed);
      requireNoKey(Arrays.copyOf(key, random.nextInt(key.length)));
    }
    requireNoKey(new byte[0]);
    requireNoKey(Files.readAllBytes(RECORDED.resolve("c1-zero.json")));
    requireNoKey(Arrays.copyOf(key, key.length + 1));
  }

  private void requireNoKey(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("changed.vk"), bytes);
    assertThatThrownBy(() -> VerifyingKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("changed.vk");
  }

  /** A point that a circuit multiplies by zero may be any: then the proof holds all the same. */
  @Test
  void changedParametersAreRefusedOrMakeProofsThatDoNotHold() throws Exception {
    Path file = folder.resolve("window.params");
    List<SectorPost> places =
        PostPlaces.window(
            List.of(
                SectorPost.read(Files.readAllBytes(RECORDED.resolve("window-v1_2-1-43.vanilla")))),
            WINDOW.places());
    VerifyingKey key =
        new KeyMaker(Secrets.draw(random), 2, Progress.silent())
            .make(cs -> PostCircuit.add(cs, places), file);
    byte[] good = Files.readAllBytes(file);
    assertThat(proofHolds(file, key, places)).isTrue();
    int refused = 0;
    for (int i = 0; i < CHANGES / 8; i++) {
      byte[] changed = good.clone();
      change(changed);
      try {
        refused += proofHolds(Files.write(file, changed), key, places) ? 0 : 1;
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
    byte[] beyond = good.clone();
    int first = key.toBytes().length + Integer.BYTES;
    Arrays.fill(beyond, first, first + COORDINATE, (byte) 0xff);
    Files.write(file, beyond);
    assertThatThrownBy(() -> proofHolds(file, key, places))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("window.params")
        .hasMessageContaining("not below the field's modulus");
    for (int length : List.of(0, 3, 95, 3076, good.length / 2, good.length - 1)) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> proofHolds(file, key, places))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("window.params");
    }
  }

  private static boolean proofHolds(Path file, VerifyingKey key, List<SectorPost> places)
      throws IOException, InterruptedException {
    Witness witness = new Witness();
    PostCircuit.add(witness, places);
    byte[] proof;
    try (Arena arena = Arena.ofShared()) {
      proof =
          new Prover(ParameterFile.map(file, arena), 2)
              .prove(witness, Blinding.draw(new Random(1)))
              .toBytes();
    }
    return new PostVerifier(PostKind.WINDOW_V1_1, SectorSize.KIB_2, key, new Random(2))
        .holds(RANDOMNESS, List.of(proven(43, GOLDEN.hex("comm_r").toBytes())), proof);
  }

  /** Changes one byte, somewhere. */
  private int change(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    bytes[at] ^= (byte) (1 + random.nextInt(255));
    return at;
  }

  private static SealVerifier.Sealed sealed(byte[] commD, byte[] commR, byte[] seed, byte[] proof) {
    return new SealVerifier.Sealed(
        GOLDEN.order(),
        new CommD(Bytes32.of(commD)),
        new CommR(Bytes32.of(commR)),
        Bytes32.of(seed),
        ByteString.of(proof));
  }

  private static PostVerifier.Subject proven(long sector, byte[] commR) {
    return new PostVerifier.Subject(new SectorNumber(sector), new CommR(Bytes32.of(commR)));
  }
}
