package io.sealwright.engine.recovery.metadata;

import io.sealwright.engine.recovery.metadata.MetadataException.BadField;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads one object of {@code SectorInfos}. */
final class SectorFields {
  /** What a sector takes from the object around it. */
  record Owner(MinerId miner, SectorSize size) {}

  private SectorFields() {}

  static KnownSector decode(JsonNode node, Owner owner, String file, int index) throws BadField {
    JsonFields unnamed = new JsonFields(file + ": SectorInfos[" + index + "]", node);
    SectorNumber number = new SectorNumber(unnamed.number("SectorNumber"));
    JsonFields fields = new JsonFields(file + ": sector " + number, node);
    SectorId id = new SectorId(owner.miner(), number);
    SealProof proof = proof(fields, owner.size());
    Ticket ticket = ticket(fields);
    CommR commR = fields.cid("SealedCID", CommR::fromCid);
    JsonNode extension = node.path("Sealwright");
    List<Piece> pieces = pieces(new JsonFields(fields.where() + ", Sealwright", extension));
    boolean preCommitted = extension.path("PreCommitted").asBoolean(false);
    boolean unknown = extension.path("PiecesUnknown").asBoolean(false) && pieces.isEmpty();
    return fields.checked(
        "Pieces", () -> new KnownSector(id, proof, ticket, commR, pieces, preCommitted, unknown));
  }

  /**
   * A registered number, which must be one for this size. The sizes without a number of their own
   * are written with the number they borrow for their porep id.
   */
  private static SealProof proof(JsonFields fields, SectorSize size) throws BadField {
    long number = fields.number("SealProof");
    SealProof registered =
        SealProof.ofId(number)
            .orElseThrow(() -> fields.bad("SealProof", number + " is not a known seal proof"));
    SealProof proof = new SealProof(registered.family(), size);
    if (proof.number() != number) {
      throw fields.bad(
          "SealProof", number + " (" + registered.name() + ") is not a proof for " + size);
    }
    return proof;
  }

  private static Ticket ticket(JsonFields fields) throws BadField {
    byte[] bytes = base64(fields, fields.text("Ticket"));
    if (bytes.length != Bytes32.LENGTH) {
      throw fields.bad("Ticket", "has " + bytes.length + " bytes instead of 32");
    }
    return new Ticket(Bytes32.of(bytes));
  }

  private static byte[] base64(JsonFields fields, String text) throws BadField {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw fields.bad("Ticket", "is not base64");
    }
  }

  /**
   * An absent list is an empty one; a list that is there must be right. It counts before a word
   * that the pieces are unknown: whoever writes it in need not take the other out.
   */
  private static List<Piece> pieces(JsonFields extension) throws BadField {
    List<Piece> pieces = new ArrayList<>();
    if (extension.object().path("Pieces").isMissingNode()) {
      return pieces;
    }
    for (JsonNode node : extension.array("Pieces")) {
      JsonFields piece = new JsonFields(extension.where() + ".Pieces[" + pieces.size() + "]", node);
      long bytes = piece.number("Size");
      PaddedSize size = piece.checked("Size", () -> new PaddedSize(bytes));
      pieces.add(new Piece(size, piece.cid("PieceCID", CommP::fromCid)));
    }
    return pieces;
  }
}
