package io.sealwright.lotus.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignedMessage;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Keys and signatures of published vectors and of a real node's wallet. */
final class SigningKeyTest {
  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aKeyHasTheAddressTheWalletGaveIt(KeyType type) {
    assertThat(Recorded.key(type).address())
        .isEqualTo(Address.parse(Recorded.of("WalletImport.key-" + type).result().asString()));
    assertThat(Recorded.key(type).type()).isEqualTo(type);
  }

  @Test
  void bytesGetTheBlsSignatureTheWalletGaveThem() {
    Recorded call = Recorded.of("WalletSign.key-bls");

    assertThat(Recorded.key(KeyType.BLS).sign(bytes(call)))
        .isEqualTo(Recorded.signature(call.result()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"key-bls", "key-bls-null-params"})
  void aMessageGetsTheBlsSignatureAndTheCidTheWalletGaveIt(String name) {
    Recorded call = Recorded.of("WalletSignMessage." + name);

    SignedMessage signed = Recorded.key(KeyType.BLS).sign(Recorded.message(call.params().get(1)));

    assertThat(signed.signature()).isEqualTo(Recorded.signature(call.result().get("Signature")));
    assertThat(signed.cid()).hasToString(call.result().get("CID").get("/").asString());
  }

  /** Lotus mixes randomness into the nonce, so only what verifies can be compared. */
  @Test
  void theWalletsSecp256k1SignaturesVerify() {
    SigningKey key = Recorded.key(KeyType.SECP256K1);
    Recorded call = Recorded.of("WalletSign.key-secp256k1");
    Signature signature = Recorded.signature(call.result());

    assertThat(Signatures.verify(signature, key.address(), bytes(call))).isTrue();
    assertThat(Signatures.verify(signature, key.address(), bytes(call).from(1))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"key-bls", "key-bls-null-params", "key-secp256k1", "key-secp256k1-null-params"})
  void theWalletsSignedMessagesVerifyUnderTheCidItGave(String name) {
    JsonNode result = Recorded.of("WalletSignMessage." + name).result();
    SignedMessage signed =
        new SignedMessage(
            Recorded.message(result.get("Message")), Recorded.signature(result.get("Signature")));

    assertThat(Signatures.verify(signed)).isTrue();
    assertThat(signed.cid()).hasToString(result.get("CID").get("/").asString());
  }

  /** Another implementation of the same scheme, but for the byte that names the recovery. */
  @Test
  void secp256k1SignaturesAreThoseOfRfc6979() {
    Random random = new Random(4);
    for (int i = 0; i < 50; i++) {
      SigningKey key = SigningKey.generate(KeyType.SECP256K1, random);
      ByteString signed = ByteString.of((byte) i);
      ECDSASigner oracle = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
      oracle.init(true, privateKey(key));
      BigInteger[] expected = oracle.generateSignature(Blake2b.BYTES_32.digest(signed).toBytes());

      byte[] signature = key.sign(signed).bytes().toBytes();

      assertThat(new BigInteger(1, Arrays.copyOf(signature, 32))).isEqualTo(expected[0]);
      assertThat(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)))
          .isEqualTo(expected[1].min(Secp256k1.ORDER.subtract(expected[1])));
    }
  }

  static Stream<JsonNode> published() {
    return Recorded.read("message_signing").valueStream();
  }

  @ParameterizedTest
  @MethodSource("published")
  void aMessageGetsTheSignatureThePublishedVectorsSay(JsonNode vector) {
    ByteString secret = ByteString.fromBase64(vector.get("PrivateKey").asString());
    Message message = Recorded.message(vector.get("Unsigned"));

    SigningKey key = SigningKey.of(KeyType.BLS, secret);

    assertThat(key.address()).isEqualTo(message.from());
    assertThat(key.sign(message).signature())
        .isEqualTo(Recorded.signature(vector.get("Signature")));
  }

  /** A key whose address other wallets publish in their tests. */
  @Test
  void anAddressAgreesWithOtherWallets() {
    ByteString secret =
        ByteString.fromHex("1d969865e189957b9824bd34f26d5cbf357fda1a6d844cbf0c9ab1ed93fa7dbe");

    assertThat(SigningKey.of(KeyType.SECP256K1, secret))
        .hasToString("f1z4a36sc7mfbv4z3qwutblp2flycdui3baffytbq");
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aNewKeySignsWhatOnlyItsAddressVerifies(KeyType type) {
    Random random = new Random(42);
    SigningKey other = SigningKey.generate(type, random);
    for (int i = 0; i < 20; i++) {
      SigningKey key = SigningKey.generate(type, random);
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      ByteString signed = ByteString.of(bytes);
      Signature signature = key.sign(signed);

      assertThat(Signatures.verify(signature, key.address(), signed)).isTrue();
      assertThat(Signatures.verify(signature, other.address(), signed)).isFalse();
      assertThat(Signatures.verify(signature, key.address(), signed.plus(signed))).isFalse();
      assertThat(Signatures.verify(changed(signature, random), key.address(), signed)).isFalse();
      assertThat(SigningKey.of(type, key.secret()).address()).isEqualTo(key.address());
    }
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void theSameSeedMakesTheSameKey(KeyType type) {
    assertThat(SigningKey.generate(type, new Random(1)).address())
        .isEqualTo(SigningKey.generate(type, new Random(1)).address())
        .isNotEqualTo(SigningKey.generate(type, new Random(2)).address());
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void whatIsNoSignatureVerifiesNothing(KeyType type) {
    SigningKey key = Recorded.key(type);
    for (String hex : new String[] {"", "00", "ff".repeat(65), "00".repeat(65), "00".repeat(96)}) {
      Signature signature = new Signature(type.signatureType(), ByteString.fromHex(hex));
      assertThat(Signatures.verify(signature, key.address(), ByteString.EMPTY)).isFalse();
    }
  }

  @Test
  void aSignatureOfAnotherTypeVerifiesNothing() {
    SigningKey secp = Recorded.key(KeyType.SECP256K1);
    SigningKey bls = Recorded.key(KeyType.BLS);
    ByteString bytes = ByteString.fromHex("01");

    assertThat(Signatures.verify(secp.sign(bytes), bls.address(), bytes)).isFalse();
    assertThat(Signatures.verify(bls.sign(bytes), secp.address(), bytes)).isFalse();
    assertThat(Signatures.verify(bls.sign(bytes), Address.id(100), bytes)).isFalse();
  }

  /** Zero, the orders of both groups, and lengths other than 32. */
  @ParameterizedTest
  @CsvSource({
    "SECP256K1, 0000000000000000000000000000000000000000000000000000000000000000",
    "SECP256K1, fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
    "BLS, 0000000000000000000000000000000000000000000000000000000000000000",
    "BLS, 01000000fffffffffe5bfeff02a4bd5305d8a10908d83933487d9d2953a7ed73",
    "SECP256K1, 00",
    "BLS, 000000000000000000000000000000000000000000000000000000000000000001"
  })
  void whatIsNoSecretIsRefused(KeyType type, String hex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.of(type, ByteString.fromHex(hex)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bls-too-large", "short"})
  void whatTheWalletCouldNotImportIsRefused(String name) {
    String key = Recorded.of("WalletImport." + name).params().get(0).toString();

    assertThatIllegalArgumentException().isThrownBy(() -> ExportedKey.parse(key));
  }

  private static ByteString bytes(Recorded walletSign) {
    return ByteString.fromBase64(walletSign.params().get(1).asString());
  }

  private static ECPrivateKeyParameters privateKey(SigningKey key) {
    X9ECParameters curve = CustomNamedCurves.getByName("secp256k1");
    return new ECPrivateKeyParameters(
        new BigInteger(1, key.secret().toBytes()),
        new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH()));
  }

  private static Signature changed(Signature signature, Random random) {
    byte[] bytes = signature.bytes().toBytes();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return new Signature(signature.type(), ByteString.of(bytes));
  }
}
