package io.sealwright.engine.duty;

import static io.sealwright.engine.duty.Scene.EIGHT;
import static io.sealwright.engine.duty.Scene.MESSAGE;
import static io.sealwright.engine.duty.Scene.NINE;
import static io.sealwright.engine.duty.Scene.attempt;
import static io.sealwright.engine.duty.Scene.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Sent;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is decided at every edge of the specification's example of a window (section 3.10). */
final class DutyTest {
  private static final Attempt FIRST = attempt(EIGHT, 1, 0);

  @Test
  void aWindowIsTheOneTheNodeNames() {
    ProvingDeadline due =
        new ProvingDeadline(
            new Epoch(1505),
            new Epoch(1000),
            8,
            new Epoch(1480),
            new Epoch(1540),
            new Epoch(1460),
            new Epoch(1410),
            48,
            2880,
            60,
            20,
            70);
    assertThat(Window.of(due)).isEqualTo(EIGHT);
    assertThat(NINE)
        .isEqualTo(
            new Window(9, new Epoch(1540), new Epoch(1600), new Epoch(1520), new Epoch(1470)));
  }

  /** The heads at which Lotus begins and sends, and the last at which a message still lands. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1459 | wait for 1461
          1460 | wait for 1461
          1461 | prove 8 {0} try 1
          1480 | prove 8 {0} try 1
          1520 | prove 8 {0} try 1
          1538 | prove 8 {0} try 1
          1539 | prove 9 {0} try 1
          1540 | prove 9 {0} try 1
          """)
  void aProofIsBegunFromItsChallengeOnAndAsLongAsAMessageLands(long head, String step) {
    assertThat(Scene.at(head).next()).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1461 | wait for 1462
          1480 | wait for 1481
          1483 | wait for 1484
          1484 | send 8 {0} try 1
          1538 | send 8 {0} try 1
          1539 | keep 8 {0} try 1 failed: its window closed first
          """)
  void aProofIsSentOnceItsWindowIsCalmlyOpen(long head, String step) {
    assertThat(Scene.at(head).proven(FIRST).next()).isEqualTo(step);
  }

  /** Also when the next one's challenge is there: it waits, and is not begun beside this one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1461 | wait for 1539
          1521 | wait for 1539
          1538 | wait for 1539
          1539 | stop 8 {0} try 1: its window closed first
          1540 | stop 8 {0} try 1: its window closed first
          1700 | stop 8 {0} try 1: its window closed first
          """)
  void aProofThatComesTooLateIsStopped(long head, String step) {
    assertThat(Scene.at(head).proving(FIRST).next()).isEqualTo(step);
  }

  @Test
  void theNextWindowIsBegunOnceTheEarlierOneIsStoppedAndNotBefore() {
    Scene scene = Scene.at(1540).proving(FIRST);
    assertThat(scene.next()).startsWith("stop 8");
    scene.proving = Optional.empty();
    assertThat(scene.next())
        .isEqualTo("keep 8 {0} try 1 stopped: the process that proved it ended");
    scene.records.set(
        0, scene.records.getFirst().with(new Progress.Stopped("closed", new Epoch(1540))));
    assertThat(scene.next()).isEqualTo("prove 9 {0} try 1");
  }

  /** A proof that waits for its window to open reads nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1520 | wait for 1521
          1521 | prove 9 {0} try 1
          """)
  void theNextWindowIsBegunWhileAMessageOfTheEarlierOneIsOnItsWay(long head, String step) {
    assertThat(Scene.at(head).sent(FIRST).next()).isEqualTo(step);
  }

  /** Lotus proves a window again that was submitted; here nothing is done twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1479 | prove 8 {0} try 1
          1480 | wait for 1521
          1500 | wait for 1521
          1521 | prove 9 {0} try 1
          """)
  void whatTheChainHasIsNotProvenAgain(long head, String step) {
    Scene scene = Scene.at(head);
    scene.posted = Bitfield.of(0);
    assertThat(scene.next()).isEqualTo(step);
  }

  @Test
  void aProofOfSomebodyElseEndsOurs() {
    Scene scene = Scene.at(1490).proving(FIRST);
    scene.posted = Bitfield.of(0);
    assertThat(scene.next()).isEqualTo("stop 8 {0} try 1: its partitions are proven already");
    Scene made = Scene.at(1490).proven(FIRST);
    made.posted = Bitfield.of(0);
    assertThat(made.next()).isEqualTo("keep 8 {0} try 1 failed: its partitions are proven already");
  }

  /** The record and the outbox as a process left them that was killed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proving | no  | keep 8 {0} try 1 stopped: the process that proved it ended
          proving | yes | keep 8 {0} try 1 on its way
          proven  | no  | send 8 {0} try 1
          proven  | yes | keep 8 {0} try 1 on its way
          sent    | yes | wait for 1491
          nothing | no  | prove 8 {0} try 1
          """)
  void afterACrashNothingIsSentTwice(String left, String isSigned, String step) {
    Scene scene = Scene.at(1490);
    switch (left) {
      case "proving" -> scene.with(FIRST, new Progress.Proving());
      case "proven" -> scene.proven(FIRST);
      case "sent" -> scene.sent(FIRST);
      default -> {}
    }
    if (isSigned.equals("yes")) {
      scene.outbox.put(FIRST, new Sent(MESSAGE, new Epoch(1485)));
    }
    assertThat(scene.next()).isEqualTo(step);
  }

  /** However often: what a crash interrupted is no failure of the proof. */
  @Test
  void afterACrashAWindowThatIsStillOpenIsDoneAgain() {
    Scene scene = Scene.at(1538);
    for (int number = 1; number <= 5; number++) {
      scene.with(attempt(EIGHT, number, 0), new Progress.Stopped("killed", new Epoch(1500)));
    }
    assertThat(scene.next()).isEqualTo("prove 8 {0} try 6");
    scene.head = new Epoch(1539);
    assertThat(scene.next()).isEqualTo("prove 9 {0} try 1");
  }

  @Test
  void theFateOfAMessageIsWrittenDown() {
    Scene scene = Scene.at(1490).sent(FIRST);
    scene.fates.put(FIRST, new MessageFate(ExitCode.OK, new Epoch(1487)));
    assertThat(scene.next()).as("the chain may go back").isEqualTo("wait for 1491");
    scene.fates.put(FIRST, new MessageFate(ExitCode.OK, new Epoch(1486)));
    assertThat(scene.next()).isEqualTo("keep 8 {0} try 1 landed at 1486");
    scene.fates.put(FIRST, new MessageFate(new ExitCode(16), new Epoch(1486)));
    assertThat(scene.next()).isEqualTo("keep 8 {0} try 1 refused with 16");
    scene.fates.clear();
    scene.head = new Epoch(1540);
    assertThat(scene.next()).isEqualTo("prove 9 {0} try 1");
    scene.head = new Epoch(1541);
    assertThat(scene.next()).isEqualTo("keep 8 {0} try 1 failed: its message did not land in time");
  }

  @Test
  void whatFailedIsTriedAgainAtTheNextHeadAndNotForEver() {
    Scene scene = Scene.at(1490).with(FIRST, new Progress.Failed("a bad disk", new Epoch(1490)));
    assertThat(scene.next()).isEqualTo("wait for 1521");
    scene.head = new Epoch(1491);
    assertThat(scene.next()).isEqualTo("prove 8 {0} try 2");
    scene.with(attempt(EIGHT, 2, 0), new Progress.Refused(MESSAGE, new ExitCode(16)));
    assertThat(scene.next()).isEqualTo("prove 8 {0} try 3");
    scene.with(attempt(EIGHT, 3, 0), new Progress.Failed("again", new Epoch(1490)));
    assertThat(scene.next()).isEqualTo("wait for 1521");
  }

  @Test
  void whatCouldNotBeSentWaitsForTheNextHead() {
    Scene scene = Scene.at(1490).proven(FIRST);
    scene.heldBack.add(new Purpose.Proof(FIRST));
    assertThat(scene.next()).isEqualTo("wait for 1491");
  }

  @Test
  void aMessageProvesNoMorePartitionsThanItCarries() {
    Scene scene = Scene.at(1490);
    scene.eight.clear();
    for (long i = 0; i < 8; i++) {
      scene.eight.add(partition(i, 10 * i, 10 * i + 1));
    }
    Bitfield dead = Bitfield.of(20, 21);
    scene.eight.set(2, new DuePartition(2, dead, dead, Bitfield.EMPTY));
    scene.posted = Bitfield.of(0);
    assertThat(scene.next()).isEqualTo("prove 8 {1, 3-4} try 1");
    scene.sent(attempt(EIGHT, 1, 1, 3, 4));
    assertThat(scene.next()).isEqualTo("prove 8 {5-7} try 1");
    scene.proven(attempt(EIGHT, 1, 5, 6, 7));
    assertThat(scene.next()).isEqualTo("send 8 {5-7} try 1");
  }

  @Test
  void recoveringSectorsAreProvenAndFaultyOnesAreNot() {
    DuePartition partition =
        new DuePartition(0, Bitfield.of(1, 2, 3), Bitfield.of(2, 3), Bitfield.of(3));
    assertThat(partition.toProve()).isEqualTo(Bitfield.of(1, 3));
    assertThat(partition.healthy()).isEqualTo(Bitfield.of(1));
    assertThat(partition.lost()).isEqualTo(Bitfield.of(2));
  }

  @Test
  void aMinerWhosePeriodIsYetToBeginHasNothingToProve() {
    Scene scene = Scene.at(1490);
    scene.periodStart = new Epoch(1491);
    assertThat(scene.next()).startsWith("wait");
    scene.head = new Epoch(1491);
    assertThat(scene.next()).isEqualTo("prove 8 {0} try 1");
  }

  private static Scene checkable(long head) {
    Scene scene = Scene.at(head);
    scene.posted = Bitfield.of(0);
    scene.declarable =
        List.of(
            partition(0, 40, 41),
            new DuePartition(1, Bitfield.of(42, 43, 44), Bitfield.of(43, 44), Bitfield.of(44)));
    return scene;
  }

  /** Deadline 10 opens at 1600, so its cutoff is 1530: a message must land before. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1481 | check 10 {40-44}
          1520 | check 10 {40-44}
          """)
  void filesAreLookedAtBeforeTheCutoffOfTheirWindow(long head, String step) {
    assertThat(checkable(head).next()).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({"1524, 10", "1525, 11", "1529, 11", "1530, 11"})
  void whatWouldLandAfterTheCutoffIsForTheNextWindow(long head, int index) {
    assertThat(Scene.at(head).declarableWindow().index()).isEqualTo(index);
  }

  @Test
  void aCheckGivesWayToAProof() {
    Scene scene = checkable(1521);
    scene.checking = Optional.of(scene.declarableWindow());
    assertThat(scene.next()).isEqualTo("stop check of 10");
    scene.checking = Optional.empty();
    assertThat(scene.next()).isEqualTo("prove 9 {0} try 1");
    scene.proving(attempt(NINE, 1, 0));
    assertThat(scene.next()).isEqualTo("wait for 1599");
  }

  @Test
  void lostSectorsAreDeclaredFaultyAndThoseThatAreBackRecovered() {
    Scene scene = checkable(1490);
    scene.look(1480, Bitfield.of(40, 42, 43, 44), Bitfield.of(41));
    scene.look(1490, Bitfield.EMPTY, Bitfield.of(41));
    String faults = "faults 1600 10 [Selection[deadline=10, partition=0, sectors={41}]]";
    String recoveries = "recoveries 1600 11 [Selection[deadline=10, partition=1, sectors={43}]]";
    assertThat(scene.next()).isEqualTo(faults);
    scene.declared.add(new Purpose.Faults(scene.declarableWindow()));
    assertThat(scene.next()).isEqualTo(recoveries);
    scene.heldBack.add(new Purpose.Recoveries(scene.declarableWindow(), 1));
    assertThat(scene.next()).isEqualTo("wait for 1491");
    scene.heldBack.clear();
    scene.declared.add(new Purpose.Recoveries(scene.declarableWindow(), 1));
    assertThat(scene.next()).isEqualTo("wait for 1521");
  }

  @Test
  void aCheckThatFailedIsMadeAgainAtTheNextHead() {
    Scene scene = checkable(1490);
    scene.failedCheck = Optional.of(scene.declarableWindow());
    assertThat(scene.next()).isEqualTo("wait for 1491");
    scene.failedCheck = Optional.of(NINE);
    assertThat(scene.next()).as("of another window").isEqualTo("check 10 {40-44}");
  }

  /** A mount that is away for minutes is no fault. */
  @Test
  void whatSeemsLostIsLookedAtAgainBeforeItIsDeclaredAndWhatIsBackAtOnce() {
    Scene scene = checkable(1489);
    scene.look(1480, Bitfield.of(43), Bitfield.of(40, 41, 44), Bitfield.of(42));
    assertThat(scene.next()).startsWith("recoveries 1600 11").contains("{43}");
    scene.declared.add(new Purpose.Recoveries(scene.declarableWindow(), 1));
    assertThat(scene.next()).isEqualTo("wait for 1490");
    scene.head = new Epoch(1490);
    assertThat(scene.next()).isEqualTo("check 10 {40-42}");
    scene.failedCheck = Optional.of(scene.declarableWindow());
    assertThat(scene.next()).isEqualTo("wait for 1491");
    scene.look(1490, Bitfield.of(40), Bitfield.of(41));
    assertThat(scene.next())
        .isEqualTo("faults 1600 10 [Selection[deadline=10, partition=0, sectors={41}]]");
    scene.looks.removeLast();
    scene.look(1490, Bitfield.of(40, 41), Bitfield.EMPTY);
    scene.failedCheck = Optional.empty();
    assertThat(scene.next()).isEqualTo("wait for 1521");
  }

  @Test
  void whatWasNotSeenIsLookedAtOnceMoreAndDeclaredOnlyIfItIsThere() {
    Scene scene = checkable(1490);
    scene.look(1490, Bitfield.EMPTY, Bitfield.EMPTY, Bitfield.of(40, 41, 42, 43, 44));
    assertThat(scene.next()).isEqualTo("wait for 1491");
    scene.head = new Epoch(1500);
    assertThat(scene.next()).isEqualTo("check 10 {40-44}");
    scene.look(1500, Bitfield.of(42, 43), Bitfield.of(40));
    assertThat(scene.next()).startsWith("recoveries 1600 2 11").contains("{43}");
    scene.declared.add(new Purpose.Recoveries(scene.declarableWindow(), 2));
    assertThat(scene.next()).isEqualTo("wait for 1521");
  }

  /** At 1524 a declaration for deadline 10 still lands before its cutoff. */
  @ParameterizedTest
  @CsvSource({"1465, 1475, 1495", "1510, 1520, 1518", "1520, 1523, 1523", "1524, 1523, 1525"})
  void aLateLookIsRepeatedWhileWhatItSeesCanBeDeclared(long first, long second, long until) {
    Window ten = NINE.next();
    assertThat(ten.secondLook(new Epoch(first))).isEqualTo(new Epoch(second));
    assertThat(ten.lookedAtUntil(new Epoch(first))).isEqualTo(new Epoch(until));
  }

  @Test
  void aPurposeHasANameOfItsOwn() {
    assertThat(
            List.of(
                new Purpose.Proof(attempt(EIGHT, 2, 0, 1, 2, 5)).key(),
                new Purpose.Faults(EIGHT).key(),
                new Purpose.Recoveries(EIGHT, 1).key(),
                new Purpose.Recoveries(EIGHT, 2).key()))
        .containsExactly(
            "window-post 1480 0-2,5 2", "faults 1480", "recoveries 1480", "recoveries 1480 2");
  }
}
