package io.sealwright.engine.stage;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.PaddedSize;
import java.util.List;

/** AP: fills a sector with one piece of zeros, which P1 knows without a file. */
record PackStage(Job job) {

  Made make() throws StageFailed {
    LocalPath path = job.path(job.order().bench(), Role.SEAL);
    PaddedSize size = new PaddedSize(job.size().bytes());
    List<Piece> pieces = List.of(new Piece(size, Pieces.zero(size)));
    return Made.of(Publication.NOTHING, new SectorEvent.Packed(pieces, path.id()));
  }
}
