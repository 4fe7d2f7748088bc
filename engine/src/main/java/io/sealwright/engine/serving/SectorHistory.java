package io.sealwright.engine.serving;

import static io.sealwright.engine.serving.SectorClearing.words;
import static io.sealwright.lotus.json.ValueJson.CID;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.cluster.SectorStatus.LogEntry;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.proofs.porep.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A sector's log as Lotus keeps one: each event by its Go type, with its fields as JSON. */
record SectorHistory(StoredSector sector, SectorLog log) {
  private static final String EVENT = "event;sealing.Sector";

  List<LogEntry> entries() {
    List<LogEntry> entries = new ArrayList<>(log.entries().size() + 1);
    ObjectNode start = object();
    start.put("ID", sector.id().number().number());
    start.put("SectorType", sector.state().known().pledged().proof().number());
    entries.add(entry("StartCC", sector.created(), "", start));
    for (SectorLog.Entry entry : log.entries()) {
      SectorEvent event = entry.event();
      entries.add(entry(event.name(), entry.at(), trace(event), fields(event)));
    }
    return entries;
  }

  private static LogEntry entry(String name, Instant at, String trace, JsonNode fields) {
    ObjectNode message = object();
    message.set("User", fields);
    return new LogEntry(EVENT + name, at.getEpochSecond(), trace, RpcJson.write(message));
  }

  private static String trace(SectorEvent event) {
    return switch (event) {
      case SectorEvent.StepFailed failed -> failed.trouble().words();
      case SectorEvent.FaultFound found -> found.words();
      case SectorEvent.Retry retry ->
          "%s: %s".formatted(words(retry.point()), words(retry.reason()));
      case SectorEvent.Stop stop -> words(stop.reason());
      case SectorEvent.Remove remove -> words(remove.reason());
      case SectorEvent.ProofMade made when made.proof() instanceof SectorProof.Withheld ->
          "the proof is withheld: no network takes it";
      default -> "";
    };
  }

  /** What Lotus says of an event, as far as we know it, and the reasons of our own. */
  private static ObjectNode fields(SectorEvent event) {
    ObjectNode fields = object();
    switch (event) {
      case SectorEvent.Packed packed -> fields.set("FillerPieces", pieces(packed.pieces()));
      case SectorEvent.TicketDrawn drawn -> {
        fields.put("TicketValue", drawn.ticket().value().toBytes());
        fields.put("TicketEpoch", drawn.epoch().height());
      }
      case SectorEvent.Replicated made ->
          fields.set("Sealed", ValueJson.SEALED.encode(made.commR()));
      case SectorEvent.PreCommitSent sent -> message(fields, sent.sent());
      case SectorEvent.CommitSent sent -> message(fields, sent.sent());
      case SectorEvent.TerminateSent sent -> message(fields, sent.sent());
      case SectorEvent.SeedDrawn drawn -> {
        fields.put("SeedValue", drawn.seed().value().toBytes());
        fields.put("SeedEpoch", drawn.seed().epoch().height());
      }
      case SectorEvent.ProofMade made -> fields.put("Proof", made.proof().bytes().toBytes());
      case SectorEvent.Retry retry -> {
        fields.put("Point", Outlook.word(retry.point()));
        fields.put("Reason", Outlook.word(retry.reason()));
      }
      case SectorEvent.Stop stop -> fields.put("Reason", Outlook.word(stop.reason()));
      case SectorEvent.Remove remove -> fields.put("Reason", Outlook.word(remove.reason()));
      case SectorEvent.Terminated ended -> fields.put("TerminatedAt", ended.at().height());
      default -> {}
    }
    return fields;
  }

  private static ArrayNode pieces(List<Piece> pieces) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    pieces.forEach(piece -> array.add(SectorJson.PIECE.encode(SectorView.pieceOf(piece))));
    return array;
  }

  private static void message(ObjectNode fields, Sent sent) {
    fields.set("Message", CID.encode(sent.message()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
