package io.sealwright.engine.schedule;

import io.sealwright.engine.schedule.Obstacle.HeldFor;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is left of a host's machine while a plan is made. It only ever becomes less. */
final class HostRoom {
  private final Host host;
  private final NeedTable needs;
  private final Map<Sharing, Integer> sharing = new HashMap<>();
  private long memory;
  private int threads;
  private int gpus;
  private Optional<Instant> lastPhase1;
  private final Optional<WindowProof> proof;
  private final Amount proving;
  private Optional<Claim> claim = Optional.empty();

  /** Tasks that have memory in common. */
  private record Sharing(Worker.Id worker, TaskType type, SectorSize size) {}

  /** What one task takes of this machine. */
  private record Amount(long memory, int threads, int gpus) {
    static final Amount NOTHING = new Amount(0, 0, 0);
  }

  private record Claim(TaskId task, Amount amount) {}

  /**
   * All of a machine, but for the window that is proven on it.
   *
   * @param proof none if none is
   */
  HostRoom(Host host, NeedTable needs, Optional<WindowProof> proof) {
    this.host = host;
    this.needs = needs;
    this.proof = proof;
    this.proving =
        proof.map(made -> amount(needs.of(TaskType.WDP, made.size()), true)).orElse(Amount.NOTHING);
    this.memory = host.machine().memory() - proving.memory();
    this.threads = host.machine().threads() - proving.threads();
    this.gpus = host.machine().gpus() - proving.gpus();
    this.lastPhase1 = host.lastPhase1();
  }

  Host host() {
    return host;
  }

  void take(Worker.Id worker, TaskType type, SectorSize size) {
    Amount amount = amount(worker, type, size);
    memory -= amount.memory();
    threads -= amount.threads();
    gpus -= amount.gpus();
    sharing.merge(new Sharing(worker, type, size), 1, Integer::sum);
  }

  void startPhase1(Instant now) {
    lastPhase1 = Optional.of(now);
  }

  /** When the next P1 may start, if not yet. */
  Optional<Instant> phase1NotBefore(Instant now, Duration stagger) {
    return lastPhase1.map(last -> last.plus(stagger)).filter(now::isBefore);
  }

  /** What is missing for a task; for another task than the claiming one, what is claimed too. */
  List<Obstacle> shortages(Worker.Id worker, WaitingTask task) {
    Amount amount = amount(worker, task.type(), task.proof().size());
    List<Obstacle> found = new ArrayList<>();
    if (amount.memory() > Math.max(0, memory)) {
      found.add(new Obstacle.Memory(amount.memory(), Math.max(0, memory)));
    }
    if (amount.threads() > Math.max(0, threads)) {
      found.add(new Obstacle.Threads(amount.threads(), Math.max(0, threads)));
    }
    if (amount.gpus() > Math.max(0, gpus)) {
      found.add(new Obstacle.Gpus(amount.gpus(), Math.max(0, gpus)));
    }
    if (!found.isEmpty() && proof.isPresent() && isEnough(amount)) {
      found.add(new Obstacle.ProvesWindow(proof.get().deadline()));
    }
    if (found.isEmpty()) {
      claim
          .filter(other -> !other.task().equals(task.id()) && infringes(amount, other.amount()))
          .ifPresent(other -> found.add(new HeldFor(other.task())));
    }
    return found;
  }

  /** Whether what is left and what the window's proof takes are enough together. */
  private boolean isEnough(Amount wanted) {
    return wanted.memory() <= memory + proving.memory()
        && wanted.threads() <= threads + proving.threads()
        && wanted.gpus() <= gpus + proving.gpus();
  }

  /** A task that takes nothing of what is short infringes nothing. */
  private boolean infringes(Amount wanted, Amount claimed) {
    return (wanted.memory() > 0 && wanted.memory() > memory - claimed.memory())
        || (wanted.threads() > 0 && wanted.threads() > threads - claimed.threads())
        || (wanted.gpus() > 0 && wanted.gpus() > gpus - claimed.gpus());
  }

  boolean isClaimed() {
    return claim.isPresent();
  }

  boolean isClaimedBy(TaskId task) {
    return claim.filter(own -> own.task().equals(task)).isPresent();
  }

  /** Keeps what is left for a task, if the machine as a whole is enough for it. */
  boolean claim(Worker.Id worker, WaitingTask task) {
    Amount amount = amount(worker, task.type(), task.proof().size());
    Host.Machine all = host.machine();
    if (amount.memory() > all.memory()
        || amount.threads() > all.threads()
        || amount.gpus() > all.gpus()) {
      return false;
    }
    claim = Optional.of(new Claim(task.id(), amount));
    return true;
  }

  private Amount amount(Worker.Id worker, TaskType type, SectorSize size) {
    boolean first = !sharing.containsKey(new Sharing(worker, type, size));
    return amount(needs.of(type, size), first);
  }

  private Amount amount(Need need, boolean first) {
    return new Amount(
        need.memory() + (first ? need.shared() : 0),
        need.threadsOn(host.machine()),
        need.gpusOn(host.machine()));
  }
}
