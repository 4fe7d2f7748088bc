package io.sealwright.engine.recovery.source;

import io.sealwright.lotus.api.miner.SectorMethods;
import io.sealwright.lotus.cluster.PieceOf;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lotus-miner, which knows a sector as long as it is in its database. */
public final class MinerSource implements SectorSource {
  /** How its database says that it has nothing under a key. */
  private static final String NO_RECORD = "datastore: key not found";

  private final RpcClient client;
  private final String name;

  /** A miner that is known to be the right one; {@code name} is without its token. */
  public MinerSource(RpcClient client, String name) {
    this.client = client;
    this.name = name;
  }

  @Override
  public Origin origin() {
    return new Origin(SourceKind.MINER, name);
  }

  @Override
  public Answer ask(SectorNumber number) throws InterruptedException {
    try {
      return answer(number, client.call(new SectorMethods().status().ask(number, false)));
    } catch (Refused e) {
      return e.text().contains(NO_RECORD)
          ? new Answer.Absent(new Excuse.NoRecord())
          : ChainSource.failed(e);
    } catch (RpcException e) {
      return ChainSource.failed(e);
    }
  }

  private static Answer answer(SectorNumber asked, SectorStatus status) {
    if (!status.number().equals(asked)) {
      return Answer.Failed.because(new Excuse.AnsweredOther(status.number()));
    }
    if (status.isBlank()) {
      return new Answer.Absent(new Excuse.BlankRecord());
    }
    Optional<List<Piece>> pieces = sealedPieces(status);
    return pieces.isEmpty()
        ? Answer.Failed.because(new Excuse.PieceIncomplete())
        : new SealRecord(
                SealProof.ofId(status.sealProof()),
                ticket(status.ticket().value()),
                status.commR(),
                status.commD(),
                pieces.get())
            .answer();
  }

  /** Only a sector sealed as zeros can be upgraded, and then the pieces are the upgrade's. */
  private static Optional<List<Piece>> sealedPieces(SectorStatus status) {
    List<Piece> pieces = new ArrayList<>();
    if (status.replicaUpdateMessage().isPresent()) {
      return Optional.of(pieces);
    }
    for (SectorStatus.Piece listed : status.pieces()) {
      PieceOf piece = listed.piece();
      if (piece.commitment().isEmpty() || !PaddedSize.isOne(piece.size())) {
        return Optional.empty();
      }
      pieces.add(new Piece(new PaddedSize(piece.size()), piece.commitment().get()));
    }
    return Optional.of(pieces);
  }

  private static Optional<Ticket> ticket(ByteString value) {
    return value.size() == Bytes32.LENGTH
        ? Optional.of(new Ticket(Bytes32.of(value.toBytes())))
        : Optional.empty();
  }
}
