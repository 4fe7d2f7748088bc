package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import java.nio.file.Path;
import java.util.List;

/** A sector and what is to be done about it. */
public record PlannedSector(KnownSector sector, Keep keep, Step step) {
  /** What is to be done. */
  public sealed interface Step {
    /** Seal it again from these files; none for a sector of zeros. */
    record Make(List<AddPiece.Source> sources) implements Step {}

    /** Move into place what a killed run left complete. */
    record Finish() implements Step {}

    /** Nothing but removing what a killed run left behind. */
    record Leave() implements Step {}

    /** Say why it is not begun. */
    record Refuse(Reason reason) implements Step {}
  }

  /**
   * Decides.
   *
   * @param keep what the operator asks for; a pre-committed sector needs more
   */
  public static PlannedSector of(
      KnownSector sector, Keep keep, Published there, FoundPieces pieces) {
    Step step =
        switch (there) {
          case Published.Complete _ -> new Step.Leave();
          case Published.Half _ -> new Step.Finish();
          case Published.Foreign foreign -> new Step.Refuse(new Reason.Occupied(foreign));
          case Published.Absent _ when sector.piecesUnknown() ->
              new Step.Refuse(new Reason.PiecesUnlisted());
          case Published.Absent _ ->
              switch (pieces.of(sector.pieces())) {
                case FoundPieces.Answer.Sources(var files) -> new Step.Make(files);
                case FoundPieces.Answer.Lacking(Piece piece) ->
                    new Step.Refuse(
                        pieces.hasFolder() ? new Reason.NoFile(piece) : new Reason.NoFolder(piece));
                case FoundPieces.Answer.Misnamed(Piece piece, Path file) ->
                    new Step.Refuse(new Reason.Misnamed(piece, file));
              };
        };
    return new PlannedSector(sector, sector.preCommitted() ? Keep.COMMIT : keep, step);
  }
}
