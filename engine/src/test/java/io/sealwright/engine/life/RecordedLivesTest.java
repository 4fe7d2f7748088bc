package io.sealwright.engine.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorState.Failed;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lives of sectors of a real lotus-miner, event by event: the same events have the same names
 * and lead to the same states here, with the same tickets, commitments, seeds and messages.
 */
final class RecordedLivesTest {
  private static final Path RECORDED = Path.of("..", "vectors", "lotus-rpc", "miner");
  private static final String KIND = "event;sealing.Sector";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state-PreCommit1",
        "state-PreCommit2",
        "state-SubmitPreCommitBatch",
        "state-PreCommitBatchWait",
        "state-WaitSeed",
        "state-Committing",
        "state-ComputeProofFailed",
        "state-SubmitCommitAggregate",
        "state-CommitAggregateWait",
        "state-FinalizeSector",
        "state-Proving",
        "state-PreCommit1.on-chain",
        "sector-2",
        "sector-5-faulty",
        "state-Terminating",
        "state-TerminateFinality"
      })
  void aRecordedLifeLeadsToTheRecordedState(String recording) throws IOException {
    JsonNode answer =
        JsonMapper.shared()
            .readTree(
                Files.readString(RECORDED.resolve("Filecoin.SectorsStatus." + recording + ".json")))
            .path("response")
            .path("result");
    SectorState state = live(answer);
    assertThat(state.name()).isEqualTo(answer.path("State").stringValue());
    assertKnown(state, answer);
  }

  private static SectorState live(JsonNode answer) {
    SectorState state = new SectorState.Packing(pledged(answer));
    List<JsonNode> log = new ArrayList<>();
    answer.path("Log").forEach(log::add);
    assertThat(log.removeFirst().path("Kind").stringValue()).isEqualTo(KIND + "StartCC");
    for (JsonNode entry : log) {
      String name = entry.path("Kind").stringValue().substring(KIND.length());
      JsonNode user =
          JsonMapper.shared().readTree(entry.path("Message").stringValue()).path("User");
      for (SectorEvent event : events(name, user, state, answer)) {
        Outcome outcome = Transitions.on(state, event);
        assertThat(outcome).as(name).isInstanceOf(Outcome.Changed.class);
        state = ((Outcome.Changed) outcome).state();
      }
    }
    return state;
  }

  /** Ours for one of Lotus's; the last of them has its name. */
  private static List<SectorEvent> events(
      String name, JsonNode user, SectorState state, JsonNode answer) {
    if (name.equals("SealPreCommit1Failed") && state instanceof Failed) {
      return List.of(); // A station on Lotus's way from a failed proof back to P1.
    }
    List<SectorEvent> events = new ArrayList<>();
    switch (name) {
      case "Packed" -> events.add(new SectorEvent.Packed(pieces(user), Specimens.HOST));
      case "Ticket" ->
          events.add(
              new SectorEvent.TicketDrawn(
                  new Ticket(bytes(user, "TicketValue")), epoch(user, "TicketEpoch")));
      case "PreCommit1" -> events.add(new SectorEvent.Labelled(commD(answer), Specimens.HOST));
      case "PreCommit2" ->
          events.add(new SectorEvent.Replicated(CommR.fromCid(cid(user.path("Sealed")))));
      case "PreCommitBatchSent" -> events.add(new SectorEvent.PreCommitSent(sent(user)));
      case "PreCommitLanded" ->
          events.add(new SectorEvent.PreCommitLanded(Specimens.LANDED, Specimens.DEPOSIT));
      case "SeedReady" ->
          events.add(
              new SectorEvent.SeedDrawn(
                  new Seed(bytes(user, "SeedValue"), epoch(user, "SeedEpoch"))));
      case "ComputeProofFailed" -> {
        // All that were recorded failed in C2, for want of parameters or of their worker.
        if (state instanceof SectorState.Commit1) {
          events.add(new SectorEvent.OpeningsMade());
        }
        events.add(new SectorEvent.StepFailed(FailedStep.COMMIT_2, Specimens.HOST_TROUBLE));
      }
      case "RetryComputeProof" ->
          events.add(new SectorEvent.Retry(RestartPoint.COMMIT_2, Reason.TRY_AGAIN));
      case "RetrySealPreCommit1" ->
          events.add(new SectorEvent.Retry(RestartPoint.PRE_COMMIT_1, Reason.TRY_AGAIN));
      case "Committed" -> {
        if (state instanceof SectorState.Commit1) {
          events.add(new SectorEvent.OpeningsMade());
        }
        events.add(
            new SectorEvent.ProofMade(
                SectorProof.of(ByteString.fromBase64(user.path("Proof").stringValue()))));
      }
      case "CommitAggregateSent" -> events.add(new SectorEvent.CommitSent(sent(user)));
      case "Proving" ->
          events.add(new SectorEvent.Activated(Specimens.ACTIVATED, Specimens.EXPIRES));
      case "Finalized" -> {
        events.add(new SectorEvent.Trimmed());
        events.add(new SectorEvent.Stored(Specimens.STORE));
      }
      case "Terminate" -> events.add(new SectorEvent.Terminate());
      case "Terminating" -> events.add(new SectorEvent.TerminateSent(Specimens.TERMINATION));
      case "Terminated" -> events.add(new SectorEvent.Terminated(new Epoch(9_000)));
      default -> throw new AssertionError("no event of ours is called " + name);
    }
    assertThat(events.getLast().name()).isEqualTo(name);
    return events;
  }

  private static void assertKnown(SectorState state, JsonNode answer) {
    Evidence known = state.known();
    assertThat(known.find(Evidence.Ticketed.class).map(t -> t.epoch().height()))
        .contains(answer.path("Ticket").path("Epoch").longValue());
    known
        .find(Evidence.Replicated.class)
        .ifPresent(
            replica -> assertThat(replica.commR().cid()).isEqualTo(cid(answer.path("CommR"))));
    known
        .find(Evidence.Seeded.class)
        .ifPresent(seeded ->
            assertThat(seeded.seed())
                .isEqualTo(
                    new Seed(
                        bytes(answer.path("Seed"), "Value"), epoch(answer.path("Seed"), "Epoch"))));
    known
        .find(Evidence.PreCommitted.class)
        .flatMap(Evidence.PreCommitted::message)
        .ifPresent(sent ->
            assertThat(sent.message().toString()).isEqualTo(cid(answer.path("PreCommitMsg"))));
    Optional<Sent> commit =
        known.find(Evidence.Activated.class).flatMap(Evidence.Activated::message);
    commit.ifPresent(
        sent -> assertThat(sent.message().toString()).isEqualTo(cid(answer.path("CommitMsg"))));
  }

  private static Evidence.Pledged pledged(JsonNode answer) {
    return new Evidence.Pledged(
        new SectorId(new MinerId(1000), new SectorNumber(answer.path("SectorID").longValue())),
        SealProof.ofId(answer.path("SealProof").longValue()).orElseThrow(),
        new EpochSpan(540 * 2880));
  }

  private static List<Piece> pieces(JsonNode user) {
    List<Piece> pieces = new ArrayList<>();
    for (JsonNode piece : user.path("FillerPieces")) {
      pieces.add(
          new Piece(
              new PaddedSize(piece.path("Size").longValue()),
              CommP.fromCid(cid(piece.path("PieceCID")))));
    }
    return pieces;
  }

  private static CommD commD(JsonNode answer) {
    JsonNode given = answer.path("CommD");
    return given.isNull()
        ? Specimens.LABELLED.commD()
        : new CommD(CommP.fromCid(cid(given)).value());
  }

  private static Sent sent(JsonNode user) {
    return new Sent(Cid.parse(cid(user.path("Message"))), new Epoch(500));
  }

  private static Bytes32 bytes(JsonNode node, String field) {
    return Bytes32.of(ByteString.fromBase64(node.path(field).stringValue()).toBytes());
  }

  private static Epoch epoch(JsonNode node, String field) {
    return new Epoch(node.path(field).longValue());
  }

  private static String cid(JsonNode link) {
    return link.path("/").stringValue();
  }
}
