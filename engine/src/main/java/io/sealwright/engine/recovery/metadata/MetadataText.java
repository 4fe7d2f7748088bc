package io.sealwright.engine.recovery.metadata;

import io.sealwright.proofs.porep.Piece;
import java.util.Base64;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a metadata file. Fields of ours appear only where they say something. */
final class MetadataText {
  private static final DefaultIndenter TABS = new DefaultIndenter("\t", "\n");

  /** As Go's encoder lays it out for sealer-recover. */
  private static final DefaultPrettyPrinter LAYOUT =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance().withObjectNameValueSpacing(Spacing.AFTER))
          .withObjectIndenter(TABS)
          .withArrayIndenter(TABS);

  private MetadataText() {}

  static String of(JsonMapper json, RecoveryMetadata metadata) {
    ObjectNode root = json.createObjectNode();
    root.put("Miner", metadata.miner().toString());
    root.put("SectorSize", metadata.size().bytes());
    ArrayNode sectors = root.putArray("SectorInfos");
    metadata.sectors().forEach(sector -> write(sector, sectors.addObject()));
    return json.writer().with(LAYOUT).writeValueAsString(root) + "\n";
  }

  private static void write(KnownSector sector, ObjectNode node) {
    node.put("SectorNumber", sector.id().number().number());
    node.put("Ticket", Base64.getEncoder().encodeToString(sector.ticket().value().toBytes()));
    node.put("SealProof", sector.proof().number());
    node.putObject("SealedCID").put("/", sector.commR().cid());
    if (sector.preCommitted() || sector.piecesUnknown() || !sector.pieces().isEmpty()) {
      extend(sector, node.putObject("Sealwright"));
    }
  }

  private static void extend(KnownSector sector, ObjectNode extension) {
    if (sector.preCommitted()) {
      extension.put("PreCommitted", true);
    }
    if (sector.piecesUnknown()) {
      extension.put("PiecesUnknown", true);
    }
    if (sector.pieces().isEmpty()) {
      return;
    }
    ArrayNode pieces = extension.putArray("Pieces");
    for (Piece piece : sector.pieces()) {
      ObjectNode node = pieces.addObject();
      node.put("Size", piece.size().bytes());
      node.putObject("PieceCID").put("/", piece.commP().cid());
    }
  }
}
