package io.sealwright.engine.recovery.source;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.SEALED;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.UNSEALED;

import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.util.List;
import java.util.Optional;

/**
 * A lotus-miner's answer about a sector, of which only what recovery needs is read.
 *
 * @param pieces as they are now: of an upgraded sector, the upgrade's
 * @param commR of the sector as it was sealed
 * @param upgrade the message that upgraded it
 */
public record SectorStatus(
    SectorNumber number,
    Optional<CommD> commD,
    Optional<CommR> commR,
    List<ShownPiece> pieces,
    Drawn ticket,
    long sealProof,
    Optional<Cid> upgrade) {
  static final String BLANK = "its record is blank: a call with a number that never existed made it";

  /** A piece with what the miner knows of its deal. */
  public record ShownPiece(Shape piece) {}

  /** A piece's size and commitment. */
  public record Shape(PaddedSize size, CommD commitment) {}

  /** Seal randomness; empty before it was drawn. */
  public record Drawn(ByteString value) {}

  public SectorStatus {
    pieces = List.copyOf(pieces);
  }

  static final JsonForm<SectorStatus> FORM =
      RecordForm.of(
          "api.SectorInfo",
          SectorStatus.class,
          field("SectorID", SECTOR_NUMBER),
          field("CommD", UNSEALED.optional()),
          field("CommR", SEALED.optional()),
          field("Pieces", piece().list()),
          field("Ticket", RecordForm.of("api.SealTicket", Drawn.class, field("Value", BYTES))),
          field("SealProof", JsonForm.I64),
          field("ReplicaUpdateMessage", CID.optional()));

  private static JsonForm<ShownPiece> piece() {
    return RecordForm.of(
        "api.SectorPiece",
        ShownPiece.class,
        field(
            "Piece",
            RecordForm.of(
                "abi.PieceInfo",
                Shape.class,
                field("Size", JsonForm.I64.mapped("abi.PaddedPieceSize", PaddedSize::new, PaddedSize::bytes)),
                field("PieceCID", UNSEALED))));
  }

  /** What it comes to, of the sector that was asked for. */
  Answer answer(SectorNumber asked) {
    if (!number.equals(asked)) {
      return Answer.Failed.because("it answered about sector " + number);
    }
    if (sealProof == 0 && pieces.isEmpty()) {
      return new Answer.Absent(BLANK);
    }
    return new SealRecord(SealProof.ofId(sealProof), drawn(), commR, commD, sealedPieces())
        .answer();
  }

  /** Only a sector sealed as zeros can be upgraded. */
  private List<Piece> sealedPieces() {
    return upgrade.isPresent()
        ? List.of()
        : pieces.stream()
            .map(ShownPiece::piece)
            .map(p -> new Piece(p.size(), new CommP(p.commitment().value())))
            .toList();
  }

  private Optional<Ticket> drawn() {
    return ticket.value().size() == Bytes32.LENGTH
        ? Optional.of(new Ticket(Bytes32.of(ticket.value().toBytes())))
        : Optional.empty();
  }
}
