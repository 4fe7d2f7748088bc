package io.sealwright.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values: CIDs published for real sectors, and the zero commitments of the registered sizes. */
final class CommitmentCidTest {
  private static final String COMM_R_HEX =
      "df691086e3c673c95a45908713d4c5938e5ced43f21b888bd9bc6e181c9f326b";
  private static final String COMM_R_CID =
      "bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mtl";

  @Test
  void aReplicaCommitmentIsWrittenAndReadAsItsSealedCid() {
    CommR commR = new CommR(Bytes32.fromHex(COMM_R_HEX));

    assertThat(commR.cid()).isEqualTo(COMM_R_CID);
    assertThat(CommR.fromCid(COMM_R_CID)).isEqualTo(commR);
  }

  @ParameterizedTest
  @CsvSource({
    "fc7e928296e516faade986b28f92d44a4f24b935485223376a799027bc18f833,"
        + " baga6ea4seaqpy7usqklokfx2vxuynmupslkeutzexe2uqurdg5vhtebhxqmpqmy",
    "077e5fde35c50a9303a55009e3498a4ebedff39c42b710b730d8ec7ac7afa63e,"
        + " baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq"
  })
  void dataAndPiecesShareOneFormOfCid(String hex, String cid) {
    Bytes32 value = Bytes32.fromHex(hex);

    assertThat(new CommD(value).cid()).isEqualTo(cid);
    assertThat(CommP.fromCid(cid)).isEqualTo(new CommP(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "b",
        "bafy2bzacea",
        "zdj7WWeQ43G6JJvLWQWZpyHuAMq6uYWRjkBXFad11vE2LHhQ7",
        "baga6ea4seaqpy7usqklokfx2vxuynmupslkeutzexe2uqurdg5vhtebhxqmpqmy",
        "bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mt",
        "bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mtlaa",
        "Bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mtl",
        "bagboea4b5abcbx3jccdohrttzfneleehcpkmle4oltwuh4q3rcf5tpdodaoj6mt1"
      })
  void aForeignOrMangledCidIsRefused(String cid) {
    assertThatIllegalArgumentException().isThrownBy(() -> CommR.fromCid(cid));
  }
}
