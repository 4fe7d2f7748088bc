package io.sealwright.engine.recovery.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.source.Conflict.Point;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is decided from what the sources answered. */
final class VerdictTest {
  private static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(43));
  private static final SealProof PROOF = new SealProof(SealFamily.V1_1, SectorSize.KIB_2);
  private static final Ticket TICKET = new Ticket(Bytes32.repeat(1));
  private static final CommR COMM_R = new CommR(Bytes32.repeat(2));
  private static final CommR OTHER = new CommR(Bytes32.repeat(3));
  private static final Piece PIECE = new Piece(new PaddedSize(1024), new CommP(Bytes32.repeat(4)));
  private static final CommD COMM_D = Pieces.commD(SectorSize.KIB_2, List.of(PIECE));
  private static final OnChain LIVE = live(COMM_R, Optional.empty(), false);
  private static final OnChain NOT_ASKED = new OnChain.NotAsked("the node is down", true);
  private static final Party CHAIN = new Party.TheChain();
  private static final Contents UNSAID = new Contents.Unsaid();
  private static final Contents ZEROS = new Contents.Zeros();

  @Test
  void theFirstSourceThatKnowsIsNamed() {
    Verdict.Known known =
        known(
            LIVE,
            tried(SourceKind.METADATA_FILE, new Answer.Absent(new Excuse.NotInFile())),
            served(SourceKind.MINER, facts(COMM_R, ZEROS)),
            served(SourceKind.CHAIN_STATE, facts(COMM_R, ZEROS)));
    assertThat(known.servedBy().kind()).isEqualTo(SourceKind.MINER);
    assertThat(known.sector())
        .isEqualTo(new KnownSector(SECTOR, PROOF, TICKET, COMM_R, List.of(), false, false));
    assertThat(known.notes()).isEmpty();
  }

  @Test
  void twoTicketsAreAContradictionThatNamesBoth() {
    SectorFacts wrong =
        new SectorFacts(PROOF, new Ticket(Bytes32.repeat(9)), Optional.of(COMM_R), ZEROS);
    assertThat(
            contradiction(
                LIVE,
                served(SourceKind.MINER, facts(COMM_R, ZEROS)),
                served(SourceKind.CHAIN_STATE, wrong)))
        .isEqualTo(
            new Conflict.Differ(
                Point.TICKET,
                origin(SourceKind.MINER),
                "01".repeat(32),
                origin(SourceKind.CHAIN_STATE),
                "09".repeat(32)));
  }

  @Test
  void twoProofsAreAContradiction() {
    SealProof other = new SealProof(SealFamily.V1, SectorSize.KIB_2);
    SectorFacts wrong = new SectorFacts(other, TICKET, Optional.of(COMM_R), ZEROS);
    assertThat(contradiction(LIVE, served(SourceKind.BACKUP, wrong)))
        .isEqualTo(
            new Conflict.Differ(
                Point.PROOF,
                CHAIN,
                "StackedDrg2KiBV1_1",
                origin(SourceKind.BACKUP),
                "StackedDrg2KiBV1"));
    assertThat(
            contradiction(
                NOT_ASKED,
                served(SourceKind.MINER, facts(COMM_R, ZEROS)),
                served(SourceKind.BACKUP, wrong)))
        .isEqualTo(
            new Conflict.Differ(
                Point.PROOF,
                origin(SourceKind.MINER),
                "StackedDrg2KiBV1_1",
                origin(SourceKind.BACKUP),
                "StackedDrg2KiBV1"));
  }

  @Test
  void theChainJudgesCommR() {
    assertThat(contradiction(LIVE, served(SourceKind.METADATA_FILE, facts(OTHER, UNSAID))))
        .isEqualTo(
            new Conflict.Differ(
                Point.COMM_R, CHAIN, COMM_R.cid(), origin(SourceKind.METADATA_FILE), OTHER.cid()));
  }

  @Test
  void withoutTheChainNothingJudgesAndThatIsSaid() {
    Verdict.Known known = known(NOT_ASKED, served(SourceKind.MINER, facts(COMM_R, ZEROS)));
    assertThat(known.sector().commR()).isEqualTo(COMM_R);
    assertThat(known.notes()).containsExactly(new Remark.ChainNotAsked("the node is down"));
  }

  @Test
  void aSectorThatHasEndedIsFoundWithAWarning() {
    assertThat(
            known(new OnChain.Unknown(true), served(SourceKind.MINER, facts(COMM_R, ZEROS)))
                .notes())
        .containsExactly(new Remark.NotOnChain());
  }

  @Test
  void theKeyOfAnUpgradedSectorIsWhatIsSealed() {
    OnChain upgraded = live(OTHER, Optional.of(COMM_R), true);
    Contents upgrades = new Contents.Listed(List.of(PIECE));
    for (CommR said : List.of(COMM_R, OTHER)) {
      Verdict.Known known = known(upgraded, served(SourceKind.MINER, facts(said, upgrades)));
      assertThat(known.sector().commR()).isEqualTo(COMM_R);
      assertThat(known.sector().pieces()).isEmpty();
      assertThat(known.sector().piecesUnknown()).isFalse();
      assertThat(known.notes()).containsExactly(new Remark.Upgraded());
    }
    CommR neither = new CommR(Bytes32.repeat(7));
    assertThat(contradiction(upgraded, served(SourceKind.MINER, facts(neither, upgrades))))
        .isEqualTo(
            new Conflict.Differ(
                Point.COMM_R, CHAIN, COMM_R.cid(), origin(SourceKind.MINER), neither.cid()));
  }

  @Test
  void aPreCommittedSectorIsMarked() {
    Verdict.Known known =
        known(promised(Optional.empty()), served(SourceKind.CHAIN_STATE, facts(COMM_R, ZEROS)));
    assertThat(known.sector().preCommitted()).isTrue();
    assertThat(known.sector().piecesUnknown()).isFalse();
  }

  @Test
  void piecesComeFromWhoeverListsThem() {
    Verdict.Known known =
        known(
            promised(Optional.of(COMM_D)),
            served(SourceKind.METADATA_FILE, facts(COMM_R, UNSAID)),
            served(SourceKind.BACKUP, facts(COMM_R, new Contents.Listed(List.of(PIECE)))),
            served(
                SourceKind.CHAIN_STATE, facts(COMM_R, new Contents.Unlisted(Optional.of(COMM_D)))));
    assertThat(known.sector().pieces()).containsExactly(PIECE);
    assertThat(known.servedBy().kind()).isEqualTo(SourceKind.METADATA_FILE);
  }

  @Test
  void piecesThatDoNotGiveTheCommitmentAreAContradiction() {
    CommD promised = new CommD(Bytes32.repeat(8));
    Tried backup = served(SourceKind.BACKUP, facts(COMM_R, new Contents.Listed(List.of(PIECE))));
    assertThat(contradiction(promised(Optional.of(promised)), backup))
        .isEqualTo(
            new Conflict.Differ(
                Point.COMM_D, CHAIN, promised.cid(), origin(SourceKind.BACKUP), COMM_D.cid()));
    assertThat(contradiction(NOT_ASKED, served(SourceKind.MINER, facts(COMM_R, ZEROS)), backup))
        .isEqualTo(
            new Conflict.Differ(
                Point.COMM_D,
                origin(SourceKind.MINER),
                Pieces.zeroCommD(SectorSize.KIB_2).cid(),
                origin(SourceKind.BACKUP),
                COMM_D.cid()));
  }

  @Test
  void dataThatNobodyListsIsSaidToBeUnknown() {
    Verdict.Known withCommD =
        known(
            promised(Optional.of(COMM_D)),
            served(
                SourceKind.CHAIN_STATE, facts(COMM_R, new Contents.Unlisted(Optional.of(COMM_D)))));
    assertThat(withCommD.sector().piecesUnknown()).isTrue();
    assertThat(withCommD.notes()).containsExactly(new Remark.PiecesUnknown(Optional.of(COMM_D)));

    OnChain withWeight = live(COMM_R, Optional.empty(), true);
    assertThat(
            known(withWeight, served(SourceKind.METADATA_FILE, facts(COMM_R, UNSAID)))
                .sector()
                .piecesUnknown())
        .isTrue();
    assertThat(contradiction(withWeight, served(SourceKind.MINER, facts(COMM_R, ZEROS))))
        .isEqualTo(new Conflict.DataOrZeros(origin(SourceKind.MINER), CHAIN));
  }

  @Test
  void dealsOfOldDaysAreDataOfUnknownCommitment() {
    SectorPreCommit old =
        new SectorPreCommit(
            5, SECTOR.number(), COMM_R, new Epoch(1), List.of(4L), new Epoch(9), Optional.empty());
    assertThat(Contents.of(old, SectorSize.KIB_2))
        .isEqualTo(new Contents.Unlisted(Optional.empty()));
  }

  @Test
  void aSectorNobodyEverHadIsNowhere() {
    Tried absent = tried(SourceKind.CHAIN_STATE, new Answer.Absent(new Excuse.NeverUsed()));
    Tried down = tried(SourceKind.MINER, new Answer.Failed(new Excuse.Told("no answer"), true));
    assertThat(Verdict.of(SECTOR, new OnChain.Unknown(false), List.of(absent)))
        .isEqualTo(new Verdict.Nowhere());
    assertThat(Verdict.of(SECTOR, new OnChain.Unknown(false), List.of(down, absent)))
        .isInstanceOf(Verdict.Unserved.class);
    assertThat(Verdict.of(SECTOR, new OnChain.Unknown(true), List.of(absent)))
        .isInstanceOf(Verdict.Unserved.class);
    assertThat(Verdict.of(SECTOR, LIVE, List.of(absent))).isInstanceOf(Verdict.Unserved.class);
  }

  @Test
  void aTicketWithoutAnyCommRIsNotEnough() {
    SectorFacts inWork = new SectorFacts(PROOF, TICKET, Optional.empty(), ZEROS);
    assertThat(
            Verdict.of(
                SECTOR, new OnChain.Unknown(false), List.of(served(SourceKind.MINER, inWork))))
        .isEqualTo(new Verdict.Unserved(Verdict.Lack.COMM_R));
    assertThat(known(LIVE, served(SourceKind.MINER, inWork)).sector().commR()).isEqualTo(COMM_R);
  }

  private static Verdict.Known known(OnChain chain, Tried... tried) {
    Verdict verdict = Verdict.of(SECTOR, chain, List.of(tried));
    assertThat(verdict).isInstanceOf(Verdict.Known.class);
    return (Verdict.Known) verdict;
  }

  private static Conflict contradiction(OnChain chain, Tried... tried) {
    Verdict verdict = Verdict.of(SECTOR, chain, List.of(tried));
    assertThat(verdict).isInstanceOf(Verdict.Contradiction.class);
    return ((Verdict.Contradiction) verdict).conflict();
  }

  private static Tried served(SourceKind kind, SectorFacts facts) {
    return tried(kind, new Answer.Served(facts));
  }

  private static Tried tried(SourceKind kind, Answer answer) {
    return new Tried(origin(kind), answer);
  }

  private static Origin origin(SourceKind kind) {
    return new Origin(kind, "X");
  }

  private static SectorFacts facts(CommR commR, Contents contents) {
    return new SectorFacts(PROOF, TICKET, Optional.of(commR), contents);
  }

  private static OnChain live(CommR sealed, Optional<CommR> key, boolean hasData) {
    return new OnChain.Live(PROOF, sealed, key, new Epoch(954), hasData);
  }

  private static OnChain promised(Optional<CommD> data) {
    return new OnChain.PreCommitted(
        new PreCommit(
            new SectorPreCommit(
                5, SECTOR.number(), COMM_R, new Epoch(-5), List.of(), new Epoch(9), data),
            TokenAmount.ZERO,
            new Epoch(907)));
  }
}
