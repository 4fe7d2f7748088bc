package io.sealwright.engine.life;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One sector at every point of its life, and one of every event. */
public final class Specimens {
  public static final Place HOST = new Place("76f1988b-ef30-4d7e-b3ec-9a627f4ba5a8");
  public static final Place STORE = new Place("c9a0b1f4-3bb1-4f0e-9d52-0f4c4fd1b9ce");
  public static final CommR COMM_R = new CommR(Bytes32.repeat(5));
  public static final CommR OTHER_COMM_R = new CommR(Bytes32.repeat(6));
  public static final Epoch TICKET_EPOCH = new Epoch(-375);
  public static final Epoch LANDED = new Epoch(536);
  public static final Epoch ACTIVATED = new Epoch(600);
  public static final Epoch EXPIRES = new Epoch(1_500_000);
  public static final TokenAmount DEPOSIT = TokenAmount.ofAtto(1_000);

  public static final Sent PRE_COMMIT = sent(1);
  public static final Sent COMMIT = sent(2);
  public static final Sent DECLARATION = sent(3);
  public static final Sent TERMINATION = sent(4);

  public static final Evidence.Pledged PLEDGED =
      new Evidence.Pledged(
          new SectorId(new MinerId(1000), new SectorNumber(7)),
          new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
          new EpochSpan(540 * 2880));
  public static final Evidence.Filled FILLED = new Evidence.Filled(PLEDGED, List.of(zeros()), HOST);
  public static final Evidence.Ticketed TICKETED =
      new Evidence.Ticketed(FILLED, new Ticket(Bytes32.repeat(1)), TICKET_EPOCH);
  public static final Evidence.Labelled LABELLED =
      new Evidence.Labelled(TICKETED, Pieces.zeroCommD(SectorSize.KIB_2), HOST);
  public static final Evidence.Replicated REPLICATED = new Evidence.Replicated(LABELLED, COMM_R);
  public static final Evidence.PreCommitted PRE_COMMITTED =
      new Evidence.PreCommitted(REPLICATED, Optional.of(PRE_COMMIT), LANDED, DEPOSIT);
  public static final Seed SEED = new Seed(Bytes32.repeat(2), new Epoch(546));
  public static final Evidence.Seeded SEEDED = new Evidence.Seeded(PRE_COMMITTED, SEED);
  public static final Evidence.Opened OPENED = new Evidence.Opened(SEEDED);
  public static final SectorProof PROOF = SectorProof.of(ByteString.of(new byte[192]));
  public static final Evidence.Proven PROVEN = new Evidence.Proven(OPENED, PROOF);
  public static final Evidence.Activated ON_CHAIN =
      new Evidence.Activated(PROVEN, Optional.of(COMMIT), ACTIVATED, EXPIRES);
  public static final Evidence.Live LIVE = new Evidence.Live(ON_CHAIN, STORE);
  public static final Evidence.Adopted ADOPTED =
      new Evidence.Adopted(
          PLEDGED,
          COMM_R,
          Optional.of(new Evidence.Seal(TICKETED.ticket(), TICKET_EPOCH, Optional.empty())),
          false);
  public static final Evidence.Live ADOPTED_LIVE =
      new Evidence.Live(
          new Evidence.Activated(ADOPTED, Optional.empty(), ACTIVATED, EXPIRES), STORE);
  public static final Trouble HOST_TROUBLE = trouble(Trouble.Kind.HOST);

  private Specimens() {}

  public static Piece zeros() {
    PaddedSize size = new PaddedSize(2048);
    return new Piece(size, Pieces.zero(size));
  }

  public static Sent sent(int number) {
    return new Sent(Cid.ofCbor(new byte[] {(byte) number}), new Epoch(500 + number));
  }

  public static Trouble trouble(Trouble.Kind kind) {
    return new Trouble(kind, "as told");
  }

  /** States in which something may be done or awaited, none of them failed. */
  public static List<SectorState> unfailed() {
    return List.of(
        new SectorState.Packing(PLEDGED),
        new SectorState.GetTicket(FILLED),
        new SectorState.PreCommit1(TICKETED),
        new SectorState.PreCommit2(LABELLED),
        new SectorState.SubmitPreCommitBatch(REPLICATED),
        new SectorState.PreCommitBatchWait(REPLICATED, PRE_COMMIT),
        new SectorState.WaitSeed(PRE_COMMITTED),
        new SectorState.Commit1(SEEDED),
        new SectorState.Commit2(OPENED),
        new SectorState.SubmitCommitAggregate(PROVEN),
        new SectorState.CommitAggregateWait(PROVEN, COMMIT),
        new SectorState.Reproving(LIVE, Optional.empty()),
        new SectorState.Reproving(LIVE, Optional.of(COMMIT)),
        new SectorState.FinalizeSector(ON_CHAIN),
        new SectorState.MoveStorage(ON_CHAIN),
        new SectorState.Proving(LIVE),
        new SectorState.Faulty(LIVE, "no such file"),
        new SectorState.FaultReported(LIVE, Optional.of(DECLARATION)),
        new SectorState.Recovering(LIVE, Optional.empty()),
        new SectorState.Expired(LIVE, EXPIRES),
        new SectorState.FaultedFinal(ON_CHAIN, new Epoch(9_000)),
        new SectorState.Terminating(LIVE),
        new SectorState.TerminateWait(LIVE, TERMINATION),
        new SectorState.TerminateFinality(LIVE, Optional.of(TERMINATION), new Epoch(9_000)),
        new SectorState.Removing(LIVE, Reason.TERMINATED),
        new SectorState.Removed(PLEDGED, Reason.FAILS_AGAIN_AND_AGAIN));
  }

  /** Every state, the failed ones of every step among them. */
  public static List<SectorState> all() {
    List<SectorState> all = new ArrayList<>(unfailed());
    for (SectorState at : unfailed()) {
      for (Trouble.Kind kind : Trouble.Kind.values()) {
        if (FailedStep.of(at, kind).isPresent()) {
          all.add(new SectorState.Failed(at, trouble(kind)));
        }
      }
    }
    all.add(
        new SectorState.FailedUnrecoverable(
            new SectorState.Failed(new SectorState.Commit2(OPENED), HOST_TROUBLE),
            Reason.OPERATOR));
    return all;
  }

  /** One event of each kind. */
  public static List<SectorEvent> events() {
    return List.of(
        new SectorEvent.Packed(List.of(zeros()), HOST),
        new SectorEvent.TicketDrawn(TICKETED.ticket(), TICKET_EPOCH),
        new SectorEvent.Labelled(LABELLED.commD(), HOST),
        new SectorEvent.Replicated(COMM_R),
        new SectorEvent.PreCommitSent(PRE_COMMIT),
        new SectorEvent.PreCommitLanded(LANDED, DEPOSIT),
        new SectorEvent.SeedDrawn(SEED),
        new SectorEvent.OpeningsMade(),
        new SectorEvent.ProofMade(PROOF),
        new SectorEvent.CommitSent(COMMIT),
        new SectorEvent.Activated(ACTIVATED, EXPIRES),
        new SectorEvent.Trimmed(),
        new SectorEvent.Stored(STORE),
        new SectorEvent.FaultFound("no such file"),
        new SectorEvent.FaultReported(Optional.of(DECLARATION)),
        new SectorEvent.RecoveryDeclared(Optional.empty()),
        new SectorEvent.Recovered(),
        new SectorEvent.Ended(EXPIRES, false),
        new SectorEvent.Terminate(),
        new SectorEvent.TerminateSent(TERMINATION),
        new SectorEvent.Terminated(new Epoch(9_000)),
        new SectorEvent.Remove(Reason.OPERATOR),
        new SectorEvent.Removed(),
        new SectorEvent.Reinstated(STORE),
        new SectorEvent.Adopted(ADOPTED_LIVE),
        new SectorEvent.StepFailed(FailedStep.COMMIT_2, HOST_TROUBLE),
        new SectorEvent.Retry(RestartPoint.COMMIT_1, Reason.OPENINGS_LOST),
        new SectorEvent.Stop(Reason.OPERATOR));
  }
}
