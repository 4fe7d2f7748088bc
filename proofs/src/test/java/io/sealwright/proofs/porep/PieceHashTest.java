package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.PaddedSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PieceHashTest {
  private static final int MIB_16 = 1 << 24;

  private static byte[] letters(int count) {
    byte[] data = new byte[count];
    Arrays.fill(data, (byte) 'a');
    return data;
  }

  private static PieceHash hash(byte[] data) throws IOException {
    return PieceHash.of(new ByteArrayInputStream(data));
  }

  @ParameterizedTest
  @CsvSource({
    "1016, 1024, baga6ea4seaqlhznlutptgfwhffupyer6txswamerq5fc2jlwf2lys2mm5jtiaeq",
    "16646144, 16777216, baga6ea4seaqmhoxl2ybw5m2wyd3pt3h4zmp7j52yumzu2rar26twns3uocq7yfa",
    "10403840, 16777216, baga6ea4seaqbxib4pdxs5cqdn3fmtj4rcxk6rx6ztiqmrx7fcpo3ymuxbp2rodi"
  })
  void theLetterACommitsToThePublishedPieceCids(int bytes, long padded, String cid)
      throws IOException {
    assertThat(hash(letters(bytes)).at(new PaddedSize(padded)).cid()).isEqualTo(cid);
  }

  /** Sizes around a quad, a chunk of a mebibyte, and two chunks. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 1016, 1040383, 1040384, 1040385, 2080768, 2080769, 3121152})
  void aLargerSizeCommitsToTheSameDataFollowedByZeros(int bytes) throws IOException {
    byte[] data = new byte[bytes];
    new Random(bytes).nextBytes(data);
    PaddedSize size = new PaddedSize(MIB_16 / 4);
    byte[] extended = Arrays.copyOf(data, Math.toIntExact(size.unpadded()));

    PieceHash hash = hash(data);

    assertThat(hash.rawBytes()).isEqualTo(bytes);
    assertThat(hash.smallest()).isEqualTo(PaddedSize.holding(bytes));
    assertThat(hash.at(size)).isEqualTo(hash(extended).at(size));
  }

  @Test
  void aSizeTooSmallForTheDataIsRefused() throws IOException {
    PieceHash hash = hash(letters(128));

    assertThatIllegalArgumentException().isThrownBy(() -> hash.at(new PaddedSize(128)));
  }
}
