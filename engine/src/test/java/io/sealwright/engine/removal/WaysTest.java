package io.sealwright.engine.removal;

import static io.sealwright.engine.removal.Cases.DAY;
import static io.sealwright.engine.removal.Cases.HEAD;
import static io.sealwright.engine.removal.Cases.IN_A_DAY;
import static io.sealwright.engine.removal.Cases.NO_FILES;
import static io.sealwright.engine.removal.Cases.OUT_OF_REACH;
import static io.sealwright.engine.removal.Cases.SECTOR;
import static io.sealwright.engine.removal.Cases.TODAY;
import static io.sealwright.engine.removal.Cases.UNRECORDED;
import static io.sealwright.engine.removal.Cases.at;
import static io.sealwright.engine.removal.Cases.ended;
import static io.sealwright.engine.removal.Cases.facts;
import static io.sealwright.engine.removal.Cases.faulty;
import static io.sealwright.engine.removal.Cases.live;
import static io.sealwright.engine.removal.Cases.never;
import static io.sealwright.engine.removal.Cases.preCommitted;
import static io.sealwright.engine.removal.Cases.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.removal.ChainStanding.Ending;
import io.sealwright.engine.removal.ChainStanding.Place;
import io.sealwright.engine.removal.Way.Kind;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row 5.6: what can still be done for a sector that was removed before it was terminated. */
final class WaysTest {
  private static final FileFacts IN_TRASH =
      new FileFacts(
          List.of(),
          List.of(trash("store-1", FileType.SEALED), trash("store-1", FileType.CACHE)),
          Set.of(),
          Optional.empty(),
          Set.of(),
          true);

  private static TrashName.On trash(String path, FileType type) {
    return new TrashName.On(path, new TrashName(Instant.EPOCH, type, SECTOR));
  }

  private static FileFacts on(String path, Optional<String> home) {
    return new FileFacts(
        List.of(
            new FoundFile(path, FileType.SEALED, true), new FoundFile(path, FileType.CACHE, true)),
        List.of(),
        Set.of(),
        home,
        Set.of(),
        true);
  }

  private static Way way(SectorFacts facts, Kind kind) {
    return way(new Ways(TODAY, facts, false), kind);
  }

  private static Way way(Ways ways, Kind kind) {
    return ways.all().stream().filter(way -> way.kind() == kind).findFirst().orElseThrow();
  }

  private static List<Kind> open(SectorFacts facts) {
    return new Ways(TODAY, facts, false).all().stream().filter(Way::open).map(Way::kind).toList();
  }

  @Test
  void filesInTheTrashOfOnePathComeBackForNothing() {
    SectorFacts removed = facts(live(), "Removed", IN_TRASH);
    assertThat(open(removed)).containsExactly(Kind.RESTORE, Kind.TERMINATE);
    assertThat(way(removed, Kind.RESTORE).path()).contains("store-1");
    assertThat(way(removed, Kind.TERMINATE).reason()).as("its data").isEqualTo(Reason.IN_TRASH);
    assertThat(way(with(removed, IN_A_DAY), Kind.TERMINATE).reason()).isEqualTo(Reason.IN_TRASH);
    assertThat(way(removed, Kind.RESTORE).cost()).contains(TokenAmount.ZERO);
    FileFacts split =
        new FileFacts(
            List.of(),
            List.of(trash("store-1", FileType.SEALED), trash("store-2", FileType.CACHE)),
            Set.of(),
            Optional.empty(),
            Set.of(),
            true);
    assertThat(open(facts(live(), "Removed", split))).containsExactly(Kind.TERMINATE);
  }

  @Test
  void filesOnAPathAreAdoptedUnlessTheRecordHasThemThere() {
    assertThat(open(facts(live(), "Removed", on("store-2", Optional.empty()))))
        .contains(Kind.ADOPT);
    SectorFacts moved = facts(live(), "Faulty", on("store-2", Optional.of("store-1")));
    assertThat(way(moved, Kind.ADOPT).path()).contains("store-2");
    SectorFacts well = facts(live(), "Proving", on("store-1", Optional.of("store-1")));
    assertThat(way(well, Kind.ADOPT).reason()).isEqualTo(Reason.FOUND_AT_HOME);
    assertThat(open(well)).containsExactly(Kind.TERMINATE);
  }

  /** A lotus-miner takes up nothing it has no record of; nor is what was upgraded taken up. */
  @Test
  void aLiveSectorWithoutARecordIsAdoptedWhereRecordsAreMade() {
    SectorFacts whole =
        with(facts(live(), "", on("store-1", Optional.empty())), new LocalRecord.Absent());
    Way way = way(new Ways(TODAY, whole, true), Kind.ADOPT);
    assertThat(way.open()).isTrue();
    assertThat(way.path()).contains("store-1");
    assertThat(way.reason()).isEqualTo(Reason.RECORD_TO_BE_MADE);
    assertThat(way(whole, Kind.ADOPT).reason()).isEqualTo(Reason.RECORD_LOST);
    SectorFacts promised =
        with(
            facts(preCommitted(DAY), "", on("store-1", Optional.empty())),
            new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, promised, true), Kind.ADOPT).open()).isTrue();
    assertThat(way(promised, Kind.ADOPT).open()).isFalse();
    SectorFacts lost = with(with(facts(live(), "", NO_FILES), IN_A_DAY), new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, lost, true), Kind.ADOPT).reason())
        .isEqualTo(Reason.FOUND_NOWHERE);
    assertThat(way(new Ways(TODAY, lost, true), Kind.RECOVER).reason())
        .isEqualTo(Reason.RECORD_LOST);
  }

  /** A record made anew knows no message that could make it live again. */
  @Test
  void aLiveSectorWithoutARecordIsAdoptedOnlyWhenItsActivationIsFinal() {
    FileFacts whole = on("store-1", Optional.empty());
    SectorFacts forgotten = with(facts(live(), "", whole), new LocalRecord.Absent());
    long activated = live().sector().activation().height();
    Way young = way(new Ways(TODAY, at(forgotten, activated + 900), true), Kind.ADOPT);
    assertThat(young.open()).isFalse();
    assertThat(young.reason()).isEqualTo(Reason.ACTIVATION_NOT_FINAL);
    assertThat(young.until()).contains(new Epoch(activated + 901));
    assertThat(way(new Ways(TODAY, at(forgotten, activated + 901), true), Kind.ADOPT).open())
        .isTrue();
    SectorFacts removed = at(facts(live(), "Removed", whole), activated + 900);
    assertThat(way(new Ways(TODAY, removed, true), Kind.ADOPT).open())
        .as("its record knows the message")
        .isTrue();
  }

  @Test
  void whileAMessageAboutItIsUnderWayNothingIsTakenUpOrMadeAgain() {
    FileFacts whole = on("store-1", Optional.empty());
    for (InFlight message : InFlight.values()) {
      for (ChainStanding chain : List.of(preCommitted(DAY), live())) {
        SectorFacts found = with(facts(chain, "", whole), new LocalRecord.Absent());
        assertThat(way(new Ways(TODAY, with(found, message), true), Kind.ADOPT))
            .isEqualTo(Way.closed(Kind.ADOPT, Reason.MESSAGE_IN_FLIGHT));
        SectorFacts lost = with(facts(chain, "Removed", NO_FILES), IN_A_DAY);
        assertThat(way(new Ways(TODAY, with(lost, message), true), Kind.RECOVER))
            .isEqualTo(Way.closed(Kind.RECOVER, Reason.MESSAGE_IN_FLIGHT));
      }
    }
  }

  /** The last epoch at which its proof is taken is 30 days and the 150 epochs of the seed on. */
  @Test
  void aPromiseWhoseTimeIsOverIsNeitherTakenUpNorMadeAgain() {
    FileFacts whole = on("store-1", Optional.empty());
    SectorFacts last =
        with(facts(preCommitted(30 * DAY + 150), "", whole), new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, last, true), Kind.ADOPT).open()).isTrue();
    SectorFacts over =
        with(facts(preCommitted(30 * DAY + 151), "", whole), new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, over, true), Kind.ADOPT))
        .isEqualTo(Way.closed(Kind.ADOPT, Reason.DEPOSIT_LOST));
    SectorFacts lost = with(facts(preCommitted(30 * DAY + 151), "Removed", NO_FILES), IN_A_DAY);
    assertThat(way(new Ways(TODAY, lost, true), Kind.RECOVER))
        .isEqualTo(Way.closed(Kind.RECOVER, Reason.DEPOSIT_LOST));
  }

  /** What comes back would be proven, or was ended, by a message that is on its way already. */
  @Test
  void nothingIsBroughtBackWhileAMessageIsUnderWayOrAPromiseIsOver() {
    SectorFacts promised = facts(preCommitted(100), "Removed", IN_TRASH);
    assertThat(way(promised, Kind.RESTORE).open()).isTrue();
    assertThat(way(with(promised, InFlight.PROOF), Kind.RESTORE).reason())
        .isEqualTo(Reason.MESSAGE_IN_FLIGHT);
    long lapsed = TODAY.proveCommitWindow().epochs() + 1;
    Way late = way(facts(preCommitted(lapsed), "Removed", IN_TRASH), Kind.RESTORE);
    assertThat(late.open()).isFalse();
    assertThat(late.reason()).isEqualTo(Reason.DEPOSIT_LOST);
    assertThat(
            way(with(facts(live(), "Removed", IN_TRASH), InFlight.TERMINATION), Kind.RESTORE)
                .reason())
        .isEqualTo(Reason.MESSAGE_IN_FLIGHT);
  }

  /** Its record names no place: what was not found may lie where nobody has looked. */
  @Test
  void aSectorThatWasGivenUpBeforeItsReplicaIsAsOneWithoutARecord() {
    LocalRecord blank = new LocalRecord.Blank("FailedUnrecoverable");
    SectorFacts promised = facts(preCommitted(100), "Removed", on("bench", Optional.empty()));
    Way adoption = way(new Ways(TODAY, with(promised, blank), true), Kind.ADOPT);
    assertThat(adoption.open()).isTrue();
    assertThat(adoption.reason()).isEqualTo(Reason.RECORD_TO_BE_MADE);
    SectorFacts nowhere =
        with(with(facts(preCommitted(100), "Removed", UNRECORDED), blank), IN_A_DAY);
    assertThat(way(new Ways(TODAY, nowhere, true), Kind.RECOVER).reason())
        .isEqualTo(Reason.PLACE_UNRECORDED);
    SectorFacts lost = with(with(facts(preCommitted(100), "Removed", NO_FILES), blank), IN_A_DAY);
    assertThat(way(new Ways(TODAY, lost, true), Kind.RECOVER).open()).isTrue();
  }

  /** Our own life cycle refuses what does not fit the state, so that it is not offered. */
  @Test
  void whatOurOwnLifeCycleIsAtOrHasStoppedIsNotTakenUp() {
    FileFacts elsewhere = on("store-2", Optional.of("store-1"));
    SectorFacts sealing = facts(preCommitted(100), "Committing", elsewhere);
    assertThat(way(new Ways(TODAY, sealing, true), Kind.ADOPT).reason())
        .isEqualTo(Reason.UNDER_WAY);
    LocalRecord stopped =
        new LocalRecord.Kept(
            "FailedUnrecoverable",
            Stage.LIVE,
            Optional.of(Cases.COMM_R),
            Optional.of(new Remedy.Stop()));
    SectorFacts live = with(facts(live(), "Proving", elsewhere), stopped);
    assertThat(way(new Ways(TODAY, live, true), Kind.ADOPT).reason())
        .isEqualTo(Reason.LEFT_TO_OPERATOR);
    assertThat(way(new Ways(TODAY, facts(live(), "Proving", elsewhere), true), Kind.ADOPT).open())
        .isTrue();
  }

  /** Its promise has all that it was made from; its files may still be somewhere. */
  @Test
  void aPromisedSectorWithoutARecordIsBegunAnewIfItsFilesAreNowhere() {
    SectorFacts unknown =
        with(with(facts(preCommitted(DAY), "", UNRECORDED), IN_A_DAY), new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, unknown, true), Kind.RECOVER).reason())
        .isEqualTo(Reason.PLACE_UNRECORDED);
    SectorFacts nowhere =
        with(with(facts(preCommitted(DAY), "", NO_FILES), IN_A_DAY), new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, nowhere, true), Kind.RECOVER).open()).isTrue();
    assertThat(way(nowhere, Kind.RECOVER).reason()).isEqualTo(Reason.RECORD_LOST);
    SectorFacts late =
        with(with(facts(preCommitted(30 * DAY), "", NO_FILES), IN_A_DAY), new LocalRecord.Absent());
    assertThat(way(new Ways(TODAY, late, true), Kind.RECOVER).reason())
        .isEqualTo(Reason.RECOVERY_TOO_LATE);
  }

  /** Twenty hours are one period, with one fee of 0.0007 FIL; the fee is 4.25 % of 0.2 FIL. */
  @Test
  void recoveryAndTerminationAreThereWithTheirCosts() {
    SectorFacts lost = with(facts(faulty(DAY), "Removed", NO_FILES), IN_A_DAY);
    assertThat(open(lost)).containsExactly(Kind.RECOVER, Kind.TERMINATE);
    assertThat(way(lost, Kind.RECOVER).cost()).contains(TokenAmount.parse("0.0107"));
    assertThat(way(lost, Kind.TERMINATE).cost()).contains(TokenAmount.parse("0.0085"));
    assertThat(way(lost, Kind.TERMINATE).reason()).isEqualTo(Reason.TERMINATION_CHEAPER);
    assertThat(way(lost, Kind.DECLARE).reason()).isEqualTo(Reason.FAULT_KNOWN);
    SectorFacts late = with(facts(faulty(41 * DAY + DAY / 2), "Removed", NO_FILES), IN_A_DAY);
    assertThat(way(late, Kind.RECOVER).reason()).isEqualTo(Reason.RECOVERY_TOO_LATE);
  }

  @Test
  void whileItIsNotKnownWhetherFilesAreLostNeitherRecoveryNorTerminationIsOpen() {
    SectorFacts silent = with(facts(live(), "Removed", OUT_OF_REACH), IN_A_DAY);
    assertThat(open(silent)).isEmpty();
    assertThat(way(silent, Kind.RECOVER).reason()).isEqualTo(Reason.PATHS_UNREACHABLE);
    assertThat(way(silent, Kind.TERMINATE).reason()).isEqualTo(Reason.PATHS_UNREACHABLE);
    SectorFacts forgotten =
        with(with(facts(faulty(DAY), "", UNRECORDED), IN_A_DAY), new LocalRecord.Absent());
    assertThat(open(forgotten)).isEmpty();
    assertThat(way(forgotten, Kind.RECOVER).reason()).isEqualTo(Reason.PLACE_UNRECORDED);
    assertThat(way(forgotten, Kind.TERMINATE).reason()).isEqualTo(Reason.PLACE_UNRECORDED);
  }

  /** A fault costs a fee, and a sector without a record is proven where its files are seen. */
  @Test
  void noFaultIsDeclaredOfASectorWhoseFilesAreThere() {
    SectorFacts whole =
        with(facts(live(), "", on("store-1", Optional.empty())), new LocalRecord.Absent());
    assertThat(way(whole, Kind.DECLARE).open()).isFalse();
    assertThat(way(whole, Kind.DECLARE).reason()).isEqualTo(Reason.NO_FAULT_SEEN);
    SectorFacts unknown = with(facts(live(), "", UNRECORDED), new LocalRecord.Absent());
    assertThat(way(unknown, Kind.DECLARE).open()).isTrue();
  }

  @Test
  void withoutARecordThereAreOnlyMessages() {
    FileFacts trashed =
        new FileFacts(List.of(), IN_TRASH.trashed(), Set.of(), Optional.empty(), Set.of(), false);
    SectorFacts forgotten =
        with(with(facts(live(), "", trashed), IN_A_DAY), new LocalRecord.Absent());
    assertThat(open(forgotten)).containsExactly(Kind.DECLARE);
    assertThat(way(forgotten, Kind.RESTORE).reason()).isEqualTo(Reason.RECORD_LOST);
    Place running = new Place(7, 1, new Epoch(HEAD.height() - 1));
    SectorFacts proven =
        with(facts(live(running, Optional.empty()), "", NO_FILES), new LocalRecord.Absent());
    assertThat(way(proven, Kind.TERMINATE).open()).isFalse();
    assertThat(way(proven, Kind.TERMINATE).reason()).isEqualTo(Reason.DEADLINE_IMMUTABLE);
  }

  @Test
  void aPromiseIsKeptOrLapsesAndWhatHasEndedNeedsNothing() {
    SectorFacts promised = with(facts(preCommitted(DAY), "Removed", NO_FILES), IN_A_DAY);
    assertThat(open(promised)).containsExactly(Kind.RECOVER);
    assertThat(way(promised, Kind.RECOVER).cost()).contains(IN_A_DAY.cost());
    assertThat(open(with(facts(preCommitted(30 * DAY), "Removed", NO_FILES), IN_A_DAY))).isEmpty();
    assertThat(
            new Ways(TODAY, facts(ended(Ending.TERMINATED, 1), "Removed", NO_FILES), false).all())
        .isEmpty();
    assertThat(new Ways(TODAY, facts(never(), "Packing", NO_FILES), false).all()).isEmpty();
  }
}
