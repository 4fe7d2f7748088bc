package io.sealwright.protocol.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.Vectors;
import io.sealwright.protocol.bytes.ByteString;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class CidTest {
  private static final String V0 = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG";

  @ParameterizedTest
  @CsvSource({
    "bafy2bzacedhl5cowfmp7hq2ke3irf7indry55px44cbbjthazwvpm7ktf676w, DAG_CBOR, BLAKE2B_256",
    "bafk2bzacedhvcxgdz2w75izwa5s5dwvsrxsnzkjcbpbresziyrrjrsvjzwvxe, RAW, BLAKE2B_256",
    "baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq,"
        + " FIL_COMMITMENT_UNSEALED, SHA2_256_TRUNC254_PADDED",
    "bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mtl,"
        + " FIL_COMMITMENT_SEALED, POSEIDON_BLS12_381_A2_FC1",
    "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi, DAG_PB, SHA2_256"
  })
  void aCidNamesItsCodecAndItsHash(String text, Codec codec, HashFunction function) {
    Cid cid = Cid.parse(text);

    assertThat(cid.codec()).isEqualTo(codec);
    assertThat(cid.hash().function()).isEqualTo(function);
    assertThat(cid).hasToString(text);
    assertThat(Cid.fromBytes(cid.toBytes())).isEqualTo(cid);
  }

  @Test
  void versionZeroIsWrittenInBase58() {
    Cid cid = Cid.parse(V0);

    assertThat(cid.version()).isEqualTo(Cid.Version.V0);
    assertThat(cid.toBytes().size()).isEqualTo(34);
    assertThat(cid).hasToString(V0);
  }

  static Stream<JsonNode> blocks() {
    return Vectors.cases("block_headers");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void aBlockIsNamedByTheDigestOfItsBytes(JsonNode vector) {
    byte[] block = ByteString.fromHex(vector.get("cbor_hex").asString()).toBytes();

    assertThat(Cid.ofCbor(block)).hasToString(vector.get("cid").asString());
  }

  @Test
  void readingLeavesWhatFollows() {
    Cid first = Cid.parse(V0);
    Cid second = Cid.ofCbor(new byte[] {1});
    ByteBuffer in = ByteBuffer.wrap(first.toBytes().plus(second.toBytes()).toBytes());

    assertThat(Cid.read(in)).isEqualTo(first);
    assertThat(Cid.read(in)).isEqualTo(second);
    assertThat(in.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b",
        "bafy2bzacedhl5cowfmp7hq2ke3irf7indry55px44cbbjthazwvpm7ktf676",
        "bafy2bzacedhl5cowfmp7hq2ke3irf7indry55px44cbbjthazwvpm7ktf676wa",
        "BAFY2BZACEDHL5COWFMP7HQ2KE3IRF7INDRY55PX44CBBJTHAZWVPM7KTF676W",
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbd0",
        "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbd",
        "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7",
        "ciqogd2ypxbmyntbfavqjqmvq26zt2bnjgkxqmrjh4s3zrhwbrzvqaq"
      })
  void whatIsNotACidIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cid.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "0171a0e40220",
        "0271a0e40220cebe89d62b1ff3c34a26d112fd0d1c71debefce08214cce0cdaaf67d532fbfeb",
        "0171a0e4021fcebe89d62b1ff3c34a26d112fd0d1c71debefce08214cce0cdaaf67d532fbf",
        "0199019220cebe89d62b1ff3c34a26d112fd0d1c71debefce08214cce0cdaaf67d532fbfeb",
        "0171a0e402ffffffffffffffffff01",
        "0171a0e40220cebe89d62b1ff3c34a26d112fd0d1c71debefce08214cce0cdaaf67d532fbfeb00"
      })
  void bytesThatAreNoCidAreRefused(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cid.fromBytes(ByteString.fromHex(hex)));
  }

  @Test
  void anIdentityHashCarriesItsContent() {
    ByteString content = ByteString.of(new byte[Multihash.MAX_IDENTITY]);
    Cid cid = Cid.v1(Codec.RAW, new Multihash(HashFunction.IDENTITY, content));

    assertThat(Cid.parse(cid.toString()).hash().digest()).isEqualTo(content);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Multihash(
                HashFunction.IDENTITY, ByteString.of(new byte[Multihash.MAX_IDENTITY + 1])));
  }

  /** Whatever bytes are read as a CID are the bytes it is written as. */
  @Test
  void changedBytesEitherReadAsThemselvesOrAreRefused() {
    Random random = new Random(7);
    byte[] good = Cid.ofCbor(new byte[0]).toBytes().toBytes();
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(6)] = (byte) random.nextInt();
      ByteString changed = ByteString.of(bytes);
      try {
        assertThat(Cid.fromBytes(changed).toBytes()).isEqualTo(changed);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).+");
      }
    }
  }
}
