package io.sealwright.engine.duty;

import io.sealwright.engine.life.Sent;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the duty looks at, all of one moment.
 *
 * @param head the height of the chain's head
 * @param periodStart from which on the miner proves; a new miner's first period may be yet to come
 * @param current the window that is open at the head
 * @param next the one after it
 * @param declarable the first for which something may still be declared
 * @param records those not ended, and those of the first two windows, oldest first
 * @param outbox of attempts whose message was signed, though their record does not say so
 * @param fates of the messages that are on their way and were carried out
 * @param own what this process does and has
 */
public record DutyFacts(
    Epoch head,
    Epoch periodStart,
    DueWindow current,
    DueWindow next,
    DueWindow declarable,
    List<WindowRecord> records,
    Map<Attempt, Sent> outbox,
    Map<Attempt, MessageFate> fates,
    Own own) {
  public DutyFacts {
    records = List.copyOf(records);
    outbox = Map.copyOf(outbox);
    fates = Map.copyOf(fates);
  }

  /**
   * What only the process knows, and a crash makes forgotten.
   *
   * @param proving what a thread of ours proves
   * @param checking the window whose files a thread of ours reads
   * @param looks the checks that ended of the window that was looked at last, at most two
   * @param failedCheck the window whose check failed at this head
   * @param declared the purposes of declarations that were sent
   * @param heldBack what could not be sent at this head
   */
  public record Own(
      Optional<Attempt> proving,
      Optional<Window> checking,
      List<FileCheck> looks,
      Optional<Window> failedCheck,
      Set<Purpose> declared,
      Set<Purpose> heldBack) {
    /** Of a process that has just begun. */
    public static final Own NOTHING =
        new Own(
            Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Set.of(), Set.of());

    public Own {
      looks = List.copyOf(looks);
      declared = Set.copyOf(declared);
      heldBack = Set.copyOf(heldBack);
    }

    List<FileCheck> looksAt(Window window) {
      return looks.stream().filter(look -> look.window().equals(window)).toList();
    }

    boolean isProving(Attempt attempt) {
      return proving.filter(attempt::equals).isPresent();
    }

    boolean isIdle() {
      return proving.isEmpty() && checking.isEmpty();
    }
  }

  /** The window of a record as the chain has it, as long as it can still be proven. */
  Optional<DueWindow> due(Window window) {
    return List.of(current, next).stream().filter(due -> due.window().equals(window)).findFirst();
  }
}
