package io.sealwright.proofs.poseidon;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests of constants: SHA-256 over 32-byte little-endian values, rows one after the other. */
final class InstanceTest {
  @ParameterizedTest
  @CsvSource({
    "2, 669f064bfa3ae17a23bd51861dbb4a24501eac92a2758b36a7320a009d6ed3d8,"
        + " 0a61a8defbacca36e4537ff2c84fa66ceee67c9645ac27346e72ab842b9d3f15,"
        + " cf4dfb7448132022e22b32e3dce6b125cb06329448f9e8d8fe53a71c73cbe6d4",
    "4, 45c919736a0e5f2ef32c4c7d0a338eb1fed3d9e317b7580921072285c7e215ca,"
        + " 3c8b831256b341d54b67d50f8fc3809ba701dafba05b89a271029f031d96cabc,"
        + " 91e463d6553415b3901b9f26b2ad53e6298ac3e5ab0ef260d397bafe8bdde98e",
    "8, 6ce90d12c4045fe08c3caddb776dd84ac52b4ae7e48cd49443984154f2f4c2f9,"
        + " 0ccd9b480c84022b25a75b52c8e89d80b4fa6378d32e58f3a175504940bcec39,"
        + " 9a4a743575f0eaf285c93d73f8adaf4e7ef4042c2445b42bddaf1a64e5face72",
    "11, 1f6c9576e648b5047399bfc5f38902e0d506f18e0f3ab77de6de096bd089bce4,"
        + " 06deba7028df3debd71993e243a5a74768fdf04db7ede8b2258be924c8f08ca9,"
        + " 479dc0d71d694cd50d853dec0c94aeb37df2a69929eaa23b545a52b1226aec06"
  })
  void roundConstantsAreThoseOfTheReference(int arity, String first, String second, String digest)
      throws GeneralSecurityException {
    List<List<BigInteger>> constants = Instance.ofArity(arity).roundConstants();
    assertThat(constants.getFirst().getFirst()).isEqualTo(new BigInteger(first, 16));
    assertThat(constants.getFirst().get(1)).isEqualTo(new BigInteger(second, 16));
    assertThat(sha256(constants.stream().flatMap(List::stream).toList())).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "2, b55e71db69c416c830c28ca9871f933b6c27220eae309801c981ee3b0885ee51",
    "4, 42a9ccbf22e42dc598fbe106f6b5019b46d545a725eb7538ba6bcf3765b350ab",
    "8, 82d366586a4b49ae74f4c5bbc94bbed0a0eb064584097367d926ae1f11e30894",
    "11, 7ef350e5db367cae7828071ca354fefd25c59fe77e31261d27fb2ce8f14ff956"
  })
  void matrixIsThatOfTheReference(int arity, String digest) throws GeneralSecurityException {
    Instance instance = Instance.ofArity(arity);
    int t = instance.width();
    List<BigInteger> entries =
        IntStream.range(0, t * t).mapToObj(k -> instance.matrix(k / t, k % t)).toList();
    assertThat(sha256(entries)).isEqualTo(digest);
  }

  private static String sha256(List<BigInteger> values) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Nodes.bytes(values));
    return HexFormat.of().formatHex(digest);
  }
}
