package io.sealwright.engine.duty;

import io.sealwright.engine.life.Sent;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.actor.method.SubmitWindowedPost.ProvenPartition;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Facts around two windows of the specification's example: its proving period began at epoch 1000,
 * deadline 8 is open from 1480 to 1540. One partition with sectors 1 and 2 is due in it, one with
 * sector 3 in the next; nothing else happened.
 */
final class Scene {
  static final Window EIGHT =
      new Window(8, new Epoch(1480), new Epoch(1540), new Epoch(1460), new Epoch(1410));
  static final Window NINE = EIGHT.next();

  static final Cid MESSAGE = Cid.ofCbor(new byte[] {1});

  static final Progress.Proven PROVEN =
      new Progress.Proven(
          List.of(new ProvenPartition(0, Bitfield.of(7))),
          new PostProof(5, ByteString.of(new byte[] {1, 2, 3})));

  Epoch head = new Epoch(1480);
  Epoch periodStart = new Epoch(1000);
  List<DuePartition> eight = new ArrayList<>(List.of(partition(0, 1, 2)));
  List<DuePartition> nine = new ArrayList<>(List.of(partition(0, 3)));
  List<DuePartition> declarable = new ArrayList<>();
  Bitfield posted = Bitfield.EMPTY;
  final List<WindowRecord> records = new ArrayList<>();
  final Map<Attempt, Sent> outbox = new HashMap<>();
  final Map<Attempt, MessageFate> fates = new HashMap<>();
  Optional<Attempt> proving = Optional.empty();
  Optional<Window> checking = Optional.empty();
  List<FileCheck> looks = new ArrayList<>();
  Optional<Window> failedCheck = Optional.empty();
  final Set<Purpose> declared = new HashSet<>();
  final Set<Purpose> heldBack = new HashSet<>();

  static Scene at(long head) {
    Scene scene = new Scene();
    scene.head = new Epoch(head);
    return scene;
  }

  static DuePartition partition(long index, long... sectors) {
    return new DuePartition(index, Bitfield.of(sectors), Bitfield.EMPTY, Bitfield.EMPTY);
  }

  static Attempt attempt(Window window, int number, long... partitions) {
    return new Attempt(window, Bitfield.of(partitions), number);
  }

  Scene with(Attempt attempt, Progress progress) {
    records.add(WindowRecord.begun(attempt, Bytes32.ZERO, Instant.EPOCH, false).with(progress));
    return this;
  }

  /** As after the start of the attempt in this process. */
  Scene proving(Attempt attempt) {
    proving = Optional.of(attempt);
    return with(attempt, new Progress.Proving());
  }

  /** As when its proof is made. */
  Scene proven(Attempt attempt) {
    return with(attempt, PROVEN);
  }

  Scene sent(Attempt attempt) {
    return with(attempt, new Progress.OnItsWay(MESSAGE, attempt.window().sendableFrom()));
  }

  /** As after a check of the window declarations are taken for. */
  void look(long at, Bitfield good, Bitfield bad) {
    look(at, good, bad, Bitfield.EMPTY);
  }

  void look(long at, Bitfield good, Bitfield bad, Bitfield unseen) {
    Bitfield asked = good.union(bad).union(unseen);
    looks.add(new FileCheck(declarableWindow(), new Epoch(at), asked, good, bad));
  }

  /** The window declarations are taken for at the head. */
  Window declarableWindow() {
    Window window = NINE;
    while (!window.isDeclarableAt(head)) {
      window = window.next();
    }
    return window;
  }

  DutyFacts facts() {
    Window current = EIGHT;
    Bitfield postedThen = head.isBefore(current.open()) ? Bitfield.EMPTY : posted;
    DueWindow first = new DueWindow(current, eight, postedThen);
    DueWindow second = new DueWindow(NINE, nine, Bitfield.EMPTY);
    if (!head.isBefore(NINE.open())) {
      first = new DueWindow(NINE, nine, posted);
      second = new DueWindow(NINE.next(), List.of(), Bitfield.EMPTY);
    } else if (head.isBefore(EIGHT.open())) {
      first =
          new DueWindow(
              new Window(
                  7,
                  EIGHT.open().minus(new EpochSpan(60)),
                  EIGHT.open(),
                  EIGHT.challenge().minus(new EpochSpan(60)),
                  EIGHT.faultCutoff().minus(new EpochSpan(60))),
              List.of(),
              Bitfield.EMPTY);
      second = new DueWindow(EIGHT, eight, Bitfield.EMPTY);
    }
    return new DutyFacts(
        head,
        periodStart,
        first,
        second,
        new DueWindow(declarableWindow(), declarable, Bitfield.EMPTY),
        records,
        outbox,
        fates,
        new DutyFacts.Own(proving, checking, looks, failedCheck, declared, heldBack));
  }

  /** The next step in few words. */
  String next() {
    return words(Duty.next(facts(), 3));
  }

  private static String words(DutyStep step) {
    return switch (step) {
      case DutyStep.Keep(WindowRecord record) ->
          "keep " + words(record.attempt()) + " " + words(record.progress());
      case DutyStep.Stop(Attempt attempt, String reason) ->
          "stop " + words(attempt) + ": " + reason;
      case DutyStep.StopCheck(Window window) -> "stop check of " + window.index();
      case DutyStep.Send(WindowRecord record, var _) -> "send " + words(record.attempt());
      case DutyStep.Prove(Attempt attempt) -> "prove " + words(attempt);
      case DutyStep.Check(Window window, Bitfield sectors) ->
          "check " + window.index() + " " + sectors;
      case DutyStep.Declare(Purpose purpose, var method, var selections) ->
          purpose.key() + " " + method.number() + " " + selections;
      case DutyStep.Wait(Epoch until, var _) -> "wait for " + until;
    };
  }

  private static String words(Attempt attempt) {
    return attempt.window().index() + " " + attempt.partitions() + " try " + attempt.number();
  }

  private static String words(Progress progress) {
    return switch (progress) {
      case Progress.Proving _ -> "proving";
      case Progress.Proven _ -> "proven";
      case Progress.OnItsWay _ -> "on its way";
      case Progress.Landed(var _, Epoch at) -> "landed at " + at;
      case Progress.Refused(var _, var exit) -> "refused with " + exit;
      case Progress.Failed(String reason, var _) -> "failed: " + reason;
      case Progress.Stopped(String reason, var _) -> "stopped: " + reason;
    };
  }
}
