package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorSize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: the tables of section 2.8 and the reference's own tests named in 9.1. */
final class PiecesTest {
  private static Piece piece(int fill, long padded) {
    return new Piece(new PaddedSize(padded), new CommP(Bytes32.repeat(fill)));
  }

  @ParameterizedTest
  @CsvSource({
    "128, 3731bb99ac689f66eef5973e4a94da188f4ddcae580724fc6f3fd60dfd488333",
    "2048, fc7e928296e516faade986b28f92d44a4f24b935485223376a799027bc18f833",
    "8388608, 65f29e5d98d246c38b388cfc06db1f6b021303c5a289000bdce832a9c3ec421c",
    "536870912, 39560e7b13a93b07a243fd2720ffa7cb3e1d2e505ab3629e79f46313512cda06",
    "34359738368, 077e5fde35c50a9303a55009e3498a4ebedff39c42b710b730d8ec7ac7afa63e",
    "68719476736, e64005a6bfe3777953b8ad6ef93f0fca1049b2041654f2a411f7702799cece02"
  })
  void zerosCommitToThePublishedConstants(long padded, String root) {
    assertThat(Pieces.zero(new PaddedSize(padded)).value().hex()).isEqualTo(root);
  }

  @Test
  void mixedPiecesInASectorCommitToTheHandBuiltRoot() {
    List<Piece> pieces = List.of(piece(1, 128), piece(2, 512), piece(3, 256), piece(4, 1024));

    assertThat(Pieces.commD(SectorSize.KIB_4, pieces).value().hex())
        .isEqualTo("7f433f5ce16e1126a6323b89e086b8b69ee3c181bee87a7be40df7eb11b57d0d");
    assertThat(Pieces.offsets(pieces.stream().map(Piece::size).toList()))
        .containsExactly(0L, 512L, 1024L, 2048L, 3072L);
  }

  @Test
  void aLoneSmallPieceIsExtendedToTheSector() {
    PaddedSize small = new PaddedSize(256);

    assertThat(Pieces.commD(SectorSize.KIB_2, List.of(new Piece(small, Pieces.zero(small)))))
        .isEqualTo(Pieces.zeroCommD(SectorSize.KIB_2))
        .isEqualTo(Pieces.commD(SectorSize.KIB_2, List.of()));
  }

  @Test
  void piecesThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pieces.commD(SectorSize.KIB_2, List.of(piece(1, 4096))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pieces.commD(SectorSize.KIB_2, List.of(piece(1, 128), piece(2, 2048))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "0, 127, 0",
    "0, 254, 0",
    "0, 508, 0",
    "0, 1016, 0",
    "127, 127, 0",
    "127, 254, 127",
    "127, 508, 381",
    "100, 100, 27",
    "200, 200, 54",
    "300, 300, 208"
  })
  void aPieceIsPrecededByZerosUpToItsAlignment(long written, long piece, long padding) {
    assertThat(AddPiece.paddingBefore(written, piece)).isEqualTo(padding);
  }
}
