package io.sealwright.proofs.porep;

import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.label.SideBySide.Result;
import io.sealwright.proofs.label.SideBySide.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where neighbours in phase 1 meet at each layer. The rules are those of {@link LabelSeat}. */
final class LabelTable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ReentrantLock opening = new ReentrantLock();
  private final Duration patience;
  private int seated;
  private boolean parted;
  private @Nullable Offer waiting;
  private @Nullable PorepConfig config;
  private @Nullable ParentCache parents;

  LabelTable(int seats, Duration patience) {
    this.seated = seats;
    this.patience = patience;
  }

  /** What becomes of an offer to be labelled with the neighbour. */
  private enum Fate {
    OPEN,
    TAKEN,
    ANSWERED,
    REFUSED,
    ABANDONED
  }

  /** A layer that waits for the neighbour. */
  final class Offer {
    private final Target target;
    private volatile boolean stopped;
    private boolean begun;
    private Fate fate = Fate.OPEN;
    private @Nullable Result result;
    private @Nullable RuntimeException bug;

    Offer(Target own) {
      this.target = new Target(own.layer(), own.file(), done -> tell(own, done), this::isStopped);
    }

    /**
     * Asked before anything is done to the layer; from then on the file is the neighbour's, too.
     */
    private boolean isStopped() {
      lock.lock();
      try {
        begun = begun || !stopped;
        return stopped;
      } finally {
        lock.unlock();
      }
    }

    /** The neighbour's thread does not suffer from who listens to this sector. */
    private void tell(Target own, long done) {
      try {
        own.nodesDone().accept(done);
      } catch (RuntimeException e) {
        bug = e;
        stopped = true;
      }
    }

    Target target() {
      return target;
    }
  }

  /** What a sector finds at a layer. */
  sealed interface Met {
    /** Nobody to wait for. */
    record Nobody() implements Met {}

    /** The neighbour waits; whoever gets this answers or abandons the offer. */
    record Waiting(Offer other) implements Met {}

    /** The neighbour has written the layer. */
    record Done(Result result) implements Met {}
  }

  /** The parents both read, opened once and closed when the last one leaves. */
  ParentCache parents(Means means, PorepConfig wanted) throws IOException, InterruptedException {
    opening.lockInterruptibly();
    try {
      if (config != null && !config.equals(wanted)) {
        throw new IllegalArgumentException("neighbours of different graphs");
      }
      ParentCache open = parents;
      if (open == null) {
        open = means.openParents(wanted);
        config = wanted;
        parents = open;
      }
      return open;
    } finally {
      opening.unlock();
    }
  }

  Met meet(Target target) throws InterruptedException, LabelSeat.Abandoned {
    lock.lockInterruptibly();
    try {
      Offer other = waiting;
      int ahead = other == null ? 1 : other.target.layer().number() - target.layer().number();
      if (other != null && ahead <= 0) {
        waiting = null;
        end(other, ahead == 0 ? Fate.TAKEN : Fate.REFUSED);
      }
      if (other != null && ahead == 0) {
        return new Met.Waiting(other);
      }
      return other != null && ahead > 0 || !together()
          ? new Met.Nobody()
          : offer(new Offer(target));
    } finally {
      lock.unlock();
    }
  }

  private Met offer(Offer own) throws InterruptedException, LabelSeat.Abandoned {
    waiting = own;
    try {
      long nanos = patience.toNanos();
      while (own.fate == Fate.OPEN && together()) {
        if (nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        } else {
          parted = true;
        }
      }
      awaitAnswer(own);
    } catch (InterruptedException e) {
      withdraw(own);
      while (own.fate == Fate.TAKEN) {
        changed.awaitUninterruptibly();
      }
      throw e;
    } finally {
      if (own.equals(waiting)) {
        waiting = null;
      }
    }
    if (own.bug != null) {
      throw own.bug;
    }
    if (own.fate == Fate.ABANDONED) {
      throw new LabelSeat.Abandoned();
    }
    Result result = own.result;
    return result == null ? new Met.Nobody() : new Met.Done(result);
  }

  /** A neighbour that hangs before it labels is not waited for; afterwards both have one thread. */
  private void awaitAnswer(Offer own) throws InterruptedException {
    long nanos = patience.toNanos();
    while (own.fate == Fate.TAKEN) {
      if (own.begun) {
        changed.await();
      } else if (nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      } else {
        parted = true;
        withdraw(own);
      }
    }
  }

  private static void withdraw(Offer own) {
    own.stopped = true;
    if (own.fate == Fate.TAKEN && !own.begun) {
      own.fate = Fate.ABANDONED;
    }
  }

  /** Whether one may still wait for the other. */
  private boolean together() {
    return seated == 2 && !parted;
  }

  void answer(Offer offer, Result result) {
    lock.lock();
    try {
      if (offer.fate == Fate.TAKEN) {
        offer.result = result;
        end(offer, Fate.ANSWERED);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives back an offer that was taken and not answered. */
  void abandon(Offer offer) {
    lock.lock();
    try {
      if (offer.fate == Fate.TAKEN) {
        end(offer, Fate.ABANDONED);
      }
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      seated--;
      changed.signalAll();
      if (seated == 0 && parents != null) {
        parents.close();
        parents = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(Offer offer, Fate fate) {
    offer.fate = fate;
    changed.signalAll();
  }
}
