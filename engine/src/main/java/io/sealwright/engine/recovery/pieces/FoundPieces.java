package io.sealwright.engine.recovery.pieces;

import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search for pieces came to.
 *
 * @param found a file with the right content
 * @param wrong a file that has the piece's name and other content
 * @param hasFolder whether there was a folder to look in
 */
public record FoundPieces(Map<Piece, Path> found, Map<Piece, Path> wrong, boolean hasFolder) {
  /** Reads as empty: a piece that is all zeros needs no file of its own. */
  private static final Path NOTHING = Path.of("/dev/null");

  /** The search without a folder to look in. */
  public static FoundPieces none() {
    return new FoundPieces(Map.of(), Map.of(), false);
  }

  /** The files of one sector's pieces, or why there are none. */
  public sealed interface Answer {
    record Sources(List<AddPiece.Source> files) implements Answer {}

    /** No file holds this piece. */
    record Lacking(Piece piece) implements Answer {}

    /** A file has this piece's name and other content. */
    record Misnamed(Piece piece, Path file) implements Answer {}
  }

  /** Looks up a sector's pieces, in order. */
  public Answer of(List<Piece> pieces) {
    List<AddPiece.Source> sources = new ArrayList<>();
    for (Piece piece : pieces) {
      Optional<Path> file = file(piece);
      if (file.isEmpty()) {
        return lack(piece);
      }
      sources.add(new AddPiece.Source(file.get(), piece.size()));
    }
    return new Answer.Sources(sources);
  }

  private Optional<Path> file(Piece piece) {
    return Optional.ofNullable(found.get(piece))
        .or(() -> isZero(piece) ? Optional.of(NOTHING) : Optional.empty());
  }

  /** Zero pieces fill gaps when deals are packed; nobody keeps files of them. */
  public static boolean isZero(Piece piece) {
    return Pieces.zero(piece.size()).equals(piece.commP());
  }

  private Answer lack(Piece piece) {
    Path file = wrong.get(piece);
    return file == null ? new Answer.Lacking(piece) : new Answer.Misnamed(piece, file);
  }
}
