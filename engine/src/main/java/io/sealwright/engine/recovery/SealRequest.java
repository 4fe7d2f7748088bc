package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import java.util.List;

/**
 * A sector to be sealed for the first time.
 *
 * @param pieces what the files of {@code sources} are as pieces, in the same order
 */
public record SealRequest(
    SealOrder order, List<AddPiece.Source> sources, List<Piece> pieces, Keep keep) {
  public SealRequest {
    sources = List.copyOf(sources);
    pieces = List.copyOf(pieces);
    if (sources.size() != pieces.size()) {
      throw new IllegalArgumentException(
          sources.size() + " files for " + pieces.size() + " pieces");
    }
  }

  public CommD commD() {
    return Pieces.commD(order.proof().size(), pieces);
  }

  public Bytes32 replicaId() {
    return order.replicaId(commD());
  }
}
