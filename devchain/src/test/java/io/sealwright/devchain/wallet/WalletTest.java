package io.sealwright.devchain.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.lotus.key.ExportedKey;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.lotus.key.Signatures;
import io.sealwright.lotus.key.SigningKey;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wallet in a folder as Lotus lays it out. */
final class WalletTest {
  private static final Path FULL = Path.of("../vectors/lotus-rpc/full");

  @TempDir private Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void choose() {
    folder = temporary.resolve("keystore");
  }

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aNewKeySignsAndIsStillThereInTheNextProcess(KeyType type) throws Exception {
    Address address = wallet(1).create(type);
    ByteString bytes = ByteString.of("hello".getBytes(StandardCharsets.UTF_8));
    Wallet next = wallet(2);

    Signature signature = next.sign(address, bytes);

    assertThat(next.list()).containsExactly(address);
    assertThat(next.has(address)).isTrue();
    assertThat(Signatures.verify(signature, address, bytes)).isTrue();
  }

  /** What the real node signed with a key, this wallet signs with it, imported. */
  @Test
  void anImportedKeySignsLikeTheRealNode() throws Exception {
    JsonNode imported = recording("WalletImport.key-bls");
    JsonNode signed = recording("WalletSign.key-bls");
    SigningKey key = ExportedKey.parse(imported.path("request").path("params").get(0).toString());

    Address address = wallet(1).add(key);

    assertThat(address.text(NetworkLetter.TESTNET))
        .isEqualTo(imported.path("response").path("result").asString());
    JsonNode params = signed.path("request").path("params");
    assertThat(
            wallet(1)
                .sign(
                    Address.parse(params.get(0).asString()),
                    ByteString.fromBase64(params.get(1).asString()))
                .bytes()
                .base64())
        .isEqualTo(signed.path("response").path("result").path("Data").asString());
    assertThatThrownBy(() -> wallet(1).add(key))
        .hasMessage(
            "saving to keystore: checking key before put 'wallet-%s': key already exists"
                .formatted(address.text(NetworkLetter.TESTNET)));
  }

  @Test
  void filesAreNamedAndProtectedAsInLotus() throws Exception {
    Address address = wallet(3).create(KeyType.BLS);
    TokenSecret.create(Keystore.open(folder), new Random(4));

    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
        .contains("MRSWMYLVNR2A", "MF2XI2BNNJ3XILLQOJUXMYLUMU")
        .hasSize(3);
    assertThat(Files.list(folder)).allSatisfy(f -> assertThat(mode(f)).isEqualTo("rw-------"));
    assertThat(Files.readString(folder.resolve("MRSWMYLVNR2A")))
        .isEqualTo(ExportedKey.toJson(wallet(3).export(address)));
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Address address = wallet(5).create(KeyType.SECP256K1);
    Path file =
        Files.list(folder).filter(f -> !f.endsWith("MRSWMYLVNR2A")).findFirst().orElseThrow();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> wallet(5).has(address))
        .hasMessage(
            "permissions of key: 'wallet-%s' are too relaxed, required: 0600, got: 0644"
                .formatted(address.text(NetworkLetter.TESTNET)));
    assertThatThrownBy(() -> wallet(5).list()).hasMessageContaining("are too relaxed");
  }

  @Test
  void theFirstKeyIsTheDefaultUntilAnotherIsChosenOrItGoes() throws Exception {
    Wallet wallet = wallet(6);
    assertThatThrownBy(wallet::requireDefault)
        .hasMessage("failed to get default key: opening key 'default': key info not found");
    Address first = wallet.create(KeyType.BLS);
    Address second = wallet.create(KeyType.SECP256K1);
    assertThat(wallet.defaultAddress()).contains(first);

    wallet.setDefault(second);
    assertThat(wallet(7).defaultAddress()).contains(second);

    wallet.delete(second);
    assertThat(wallet.defaultAddress()).isEmpty();
    assertThat(wallet.list()).containsExactly(first);
    assertThatThrownBy(() -> wallet.setDefault(second)).hasMessageEndingWith("key info not found");
  }

  @Test
  void aDeletedKeyLiesInTheTrashAndCannotSign() throws Exception {
    Wallet wallet = wallet(8);
    Address address = wallet.create(KeyType.BLS);
    wallet.create(KeyType.BLS);
    String json = ExportedKey.toJson(wallet.export(address));

    wallet.delete(address);
    wallet.delete(address);

    String text = address.text(NetworkLetter.TESTNET);
    assertThat(Keystore.open(folder).get("trash-" + text)).contains(json);
    assertThatThrownBy(() -> wallet.sign(address, ByteString.EMPTY))
        .hasMessage("signing using key '" + text + "': key info not found");
    assertThatThrownBy(() -> wallet.export(address)).hasMessage("key not found for " + text);
    assertThat(wallet(9).has(address)).isFalse();
  }

  @Test
  void addressesAreListedByTheirText() throws Exception {
    Wallet wallet = wallet(10);
    for (int i = 0; i < 6; i++) {
      wallet.create(i % 2 == 0 ? KeyType.BLS : KeyType.SECP256K1);
    }

    List<String> texts =
        wallet.list().stream().map(address -> address.text(NetworkLetter.TESTNET)).toList();

    assertThat(texts).hasSize(6).isSorted();
  }

  @Test
  void theSecretOfTokensIsKept() throws Exception {
    Keystore keystore = Keystore.open(folder);
    assertThat(TokenSecret.find(keystore)).isEmpty();

    byte[] secret = TokenSecret.create(keystore, new Random(11));

    assertThat(TokenSecret.find(Keystore.open(folder))).hasValue(secret);
    assertThat(wallet(12).list()).isEmpty();
  }

  private Wallet wallet(long seed) throws IOException {
    return new Wallet(Keystore.open(folder), NetworkLetter.TESTNET, new Random(seed));
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonNode recording(String name) throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(FULL.resolve("Filecoin." + name + ".json")));
  }
}
