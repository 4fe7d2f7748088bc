package io.sealwright.engine.recovery.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.PaddedSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PieceFolderTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @TempDir Path folder;

  @Test
  void aFileIsRecognisedAtWhateverSizeIsAskedFor() throws Exception {
    Path file = write("deal.car", 1000);
    List<Piece> pieces = List.of(piece(file, 1024), piece(file, 4096), piece(file, 1 << 20));
    assertThat(find(pieces).of(pieces))
        .isEqualTo(
            new FoundPieces.Answer.Sources(
                pieces.stream().map(piece -> new AddPiece.Source(file, piece.size())).toList()));
  }

  @Test
  void filesAreToldApartByTheirContent() throws Exception {
    Path one = write("one", 127);
    Path other = write("other", 127);
    assertThat(find(List.of(piece(other, 128), piece(one, 128))).found())
        .containsEntry(piece(one, 128), one)
        .containsEntry(piece(other, 128), other);
  }

  @Test
  void aFileWithAPiecesNameMustBeThatPieceAtItsListedSize() throws Exception {
    Path file = write("raw", 500);
    Piece listed = piece(file, 1024);
    Path named = Files.move(file, folder.resolve(listed.commP().cid() + ".bin"));
    assertThat(find(List.of(listed)).found()).containsEntry(listed, named);

    Files.write(named, new byte[400]);
    FoundPieces found = find(List.of(listed));
    assertThat(found.found()).isEmpty();
    assertThat(found.wrong()).containsEntry(listed, named);
    assertThat(found.of(List.of(listed))).isEqualTo(new FoundPieces.Answer.Misnamed(listed, named));
  }

  @Test
  void aWrongFileUnderAPiecesNameIsNotMadeGoodByAnother() throws Exception {
    Path right = write("right", 500);
    Piece listed = piece(right, 1024);
    Files.write(folder.resolve(listed.commP().cid()), new byte[3]);
    assertThat(find(List.of(listed)).wrong()).containsKey(listed);
  }

  @Test
  void aMissingPieceIsNamed() throws Exception {
    Path file = write("gone", 500);
    Piece piece = piece(file, 1024);
    Files.write(file, new byte[2000]);
    assertThat(find(List.of(piece)).of(List.of(piece)))
        .isEqualTo(new FoundPieces.Answer.Lacking(piece));
  }

  @Test
  void aPieceOfZerosNeedsNoFile() throws Exception {
    PaddedSize size = new PaddedSize(256);
    Piece zeros = new Piece(size, Pieces.zero(size));
    FoundPieces.Answer answer = FoundPieces.none().of(List.of(zeros));
    AddPiece.Source source = ((FoundPieces.Answer.Sources) answer).files().getFirst();
    assertThat(PieceFolder.identify(source, Progress.silent())).isEqualTo(zeros);
  }

  @Test
  void theWholeFileIsReportedAsProgress() throws Exception {
    Path file = write("file", 3000);
    List<Long> done = new ArrayList<>();
    PieceFolder.open(folder, event -> done.add(event.done())).find(List.of(piece(file, 4096)));
    assertThat(done).isSorted().last().isEqualTo(3000L);
  }

  private FoundPieces find(List<Piece> pieces) throws IOException, InterruptedException {
    return PieceFolder.open(folder, Progress.silent()).find(pieces);
  }

  private static Piece piece(Path file, long padded) throws IOException, InterruptedException {
    return PieceFolder.identify(
        new AddPiece.Source(file, new PaddedSize(padded)), Progress.silent());
  }

  private Path write(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }
}
