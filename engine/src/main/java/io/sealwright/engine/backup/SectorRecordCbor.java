package io.sealwright.engine.backup;

import io.sealwright.engine.backup.SectorRecord.RecordedPiece;
import io.sealwright.engine.backup.SectorRecord.SealTicket;
import io.sealwright.engine.backup.SectorRecord.Upgrade;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a sector record: a map of field names to values. Fields differ between releases of Lotus,
 * and older ones wrote them in no order, so unknown ones are passed over and the order is free.
 */
final class SectorRecordCbor {
  private static final int MAX_FIELDS = 256;
  private static final int MAX_PIECES = 8192;

  private Optional<Long> number = Optional.empty();
  private String state = "";
  private long proof;
  private List<RecordedPiece> pieces = List.of();
  private List<RecordedPiece> keyPieces = List.of();
  private boolean upgraded;
  private ByteString ticket = ByteString.EMPTY;
  private long ticketEpoch;
  private Optional<Cid> commD = Optional.empty();
  private Optional<Cid> commR = Optional.empty();
  private Optional<Cid> upgradeCommR = Optional.empty();
  private Optional<Cid> preCommitMessage = Optional.empty();
  private Optional<Cid> commitMessage = Optional.empty();

  private SectorRecordCbor() {}

  static SectorRecord decode(SectorNumber key, ByteString value) throws BackupDamaged {
    SectorRecordCbor fields = new SectorRecordCbor();
    try {
      CborReader in = new CborReader(value.toBytes());
      int count = in.map(MAX_FIELDS);
      for (int i = 0; i < count; i++) {
        fields.read(in.text(), in);
      }
      in.end();
      return fields.record(key);
    } catch (CborException | IllegalArgumentException e) {
      throw new BackupDamaged("the record of sector " + key + ": " + e.getMessage(), e);
    }
  }

  private void read(String field, CborReader in) throws CborException {
    switch (field) {
      case "SectorNumber" -> number = Optional.of(in.unsigned());
      case "State" -> state = in.text();
      case "SectorType" -> proof = in.signed();
      case "Pieces" -> pieces = pieces(in);
      case "CCPieces" -> keyPieces = pieces(in);
      case "CCUpdate" -> upgraded = in.bool();
      case "TicketValue" -> ticket = in.bytes();
      case "TicketEpoch" -> ticketEpoch = in.signed();
      case "CommD" -> commD = cid(in);
      case "CommR" -> commR = cid(in);
      case "UpdateSealed" -> upgradeCommR = cid(in);
      case "PreCommitMessage" -> preCommitMessage = cid(in);
      case "CommitMessage" -> commitMessage = cid(in);
      default -> in.skip();
    }
  }

  private SectorRecord record(SectorNumber key) throws CborException {
    return new SectorRecord(
        key,
        new SectorNumber(number.orElseThrow(() -> new CborException("it has no SectorNumber"))),
        state,
        proof,
        pieces,
        ticket.isEmpty() ? Optional.empty() : Optional.of(sealTicket()),
        commD.map(cid -> new CommD(CommP.fromCid(cid.toString()).value())),
        commR.map(cid -> CommR.fromCid(cid.toString())),
        preCommitMessage,
        commitMessage,
        upgraded
            ? Optional.of(
                new Upgrade(keyPieces, upgradeCommR.map(cid -> CommR.fromCid(cid.toString()))))
            : Optional.empty());
  }

  private SealTicket sealTicket() {
    return new SealTicket(new Ticket(Bytes32.of(ticket.toBytes())), new Epoch(ticketEpoch));
  }

  private static Optional<Cid> cid(CborReader in) throws CborException {
    return in.nothing() ? Optional.empty() : Optional.of(in.cid());
  }

  private static List<RecordedPiece> pieces(CborReader in) throws CborException {
    if (in.nothing()) {
      return List.of();
    }
    int count = in.array(MAX_PIECES);
    List<RecordedPiece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pieces.add(piece(in));
    }
    return pieces;
  }

  private static RecordedPiece piece(CborReader in) throws CborException {
    Optional<Piece> piece = Optional.empty();
    boolean deal = false;
    int fields = in.map(MAX_FIELDS);
    for (int i = 0; i < fields; i++) {
      switch (in.text()) {
        case "Piece" -> piece = Optional.of(sizeAndCid(in));
        case "DealInfo" -> {
          deal = !in.nothing();
          if (deal) {
            in.skip();
          }
        }
        default -> in.skip();
      }
    }
    return new RecordedPiece(
        piece.orElseThrow(() -> new CborException("a piece without size and CID")), deal);
  }

  private static Piece sizeAndCid(CborReader in) throws CborException {
    if (in.array(2) != 2) {
      throw in.fault("a piece is not a size and a CID");
    }
    PaddedSize size = new PaddedSize(in.unsigned());
    return new Piece(size, CommP.fromCid(in.cid().toString()));
  }
}
