package io.sealwright.app;

import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.ReplayingPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A node and a lotus-miner that have the reference's sectors of 2 KiB: recorded answers, with the
 * facts of these sectors in place of the recorded ones.
 */
final class GoldenPeers {
  private final Golden golden = new Golden("2k-v1_1");
  private final JsonNode metadata;

  GoldenPeers(Path folder) throws IOException {
    metadata = JsonMapper.shared().readTree(Files.readString(golden.metadata(folder)));
  }

  /** Both sectors are proven; the state before their proofs is there. */
  ReplayingPeer node() {
    return RecordedSectors.node()
        .answer("StateSectorGetInfo", 3, params -> proven(params.get(1).asLong()))
        .answer(
            "StateSectorPreCommitInfo",
            3,
            params ->
                RecordedSectors.isHead(params.get(2))
                    ? NullNode.getInstance()
                    : promise(params.get(1).asLong()))
        .answer("StateGetRandomnessFromTickets", 4, sector(42).path("Ticket"))
        .start();
  }

  /** Both sectors are in its database, with their pieces. */
  ReplayingPeer miner() {
    return RecordedSectors.miner()
        .answer("SectorsStatus", 2, params -> status(params.get(0).asLong()))
        .start();
  }

  private JsonNode sector(long number) {
    return metadata.path("SectorInfos").values().stream()
        .filter(sector -> sector.path("SectorNumber").asLong() == number)
        .findFirst()
        .orElse(NullNode.getInstance());
  }

  private JsonNode proven(long number) {
    JsonNode sector = sector(number);
    return sector.isNull()
        ? sector
        : RecordedSectors.with(
                RecordedSectors.proven(IntNode.valueOf(10)), "SealedCID", cid(sector))
            .put("SectorNumber", number);
  }

  private JsonNode promise(long number) {
    ObjectNode promise = (ObjectNode) RecordedSectors.promise().deepCopy();
    ObjectNode facts = (ObjectNode) promise.path("Info");
    facts.put("SectorNumber", number).set("SealedCID", cid(sector(number)));
    JsonNode pieces = sector(number).path("Sealwright").path("Pieces");
    if (!pieces.isMissingNode()) { // One piece that fills the sector.
      facts.set("UnsealedCid", pieces.get(0).path("PieceCID"));
    }
    return promise;
  }

  private JsonNode status(long number) {
    JsonNode sector = sector(number);
    ObjectNode status = (ObjectNode) Exchange.of("miner", "SectorsStatus.state-Proving").result();
    status = status.deepCopy().put("SectorID", number);
    status.set("CommR", cid(sector));
    ((ObjectNode) status.path("Ticket")).set("Value", sector.path("Ticket"));
    JsonNode pieces = sector.path("Sealwright").path("Pieces");
    if (!pieces.isMissingNode()) {
      status.set("CommD", pieces.get(0).path("PieceCID"));
      ((ObjectNode) status.path("Pieces").get(0)).set("Piece", pieces.get(0));
    }
    return status;
  }

  private static JsonNode cid(JsonNode sector) {
    return sector.path("SealedCID");
  }
}
