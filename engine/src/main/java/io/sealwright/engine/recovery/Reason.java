package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.publish.Published;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.CommR;
import java.nio.file.Path;

/** Why a sector was not recovered. */
public sealed interface Reason {
  /** It has data, and its metadata does not say which pieces. */
  record PiecesUnlisted() implements Reason {}

  /** No file holds a piece. */
  record NoFile(Piece piece) implements Reason {}

  /** It holds a piece, and no folder of pieces was given. */
  record NoFolder(Piece piece) implements Reason {}

  /** A file has a piece's name and other content. */
  record Misnamed(Piece piece, Path file) implements Reason {}

  /** Another process works in its temporary folder. */
  record InUse(Path folder) implements Reason {}

  /** Something else has its name in the result path. */
  record Occupied(Published.Foreign by) implements Reason {}

  /** It came out with another CommR. */
  record OtherCommR(CommR expected, CommR found, Suspicion suspicion) implements Reason {}

  /** What the disk did. */
  record Disk(DiskFault fault) implements Reason {}

  /** A bug, or memory that ran out, in the words of the failure. */
  record Unexpected(String words) implements Reason {}
}
