package io.sealwright.engine.faults;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What befalls a process in the middle of what it does. It passes points: statements and commits of
 * the database, and the progress of stages. At one of them comes what it was armed with.
 */
final class Fate {
  /** What may befall it. */
  enum Fault {
    NONE,
    /** It ends at once. */
    KILL,
    /** It stands still, while others go on; with no connection open. */
    FREEZE,
    /**
     * It stands still in a transaction, after a statement or before the commit. That holds the
     * others up, until the server ends the session.
     */
    FREEZE_INSIDE,
    /** Something happens elsewhere on the way: to a disk, or to the database's server. */
    ELSEWHERE,
    /** The connection is lost, and what was not committed with it. */
    CONNECTION_LOST,
    /** So at a commit, and nobody knows that it was in vain. */
    COMMIT_LOST,
    /** A commit is done, and nobody hears of it. */
    COMMIT_UNKNOWN
  }

  /** A connection in use, as its server sees it. */
  interface Session {
    boolean isInTransaction() throws SQLException;

    /** What it did is undone, and it is of no use any more. */
    void end() throws SQLException;
  }

  /** The end of the process. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final String GONE = "08006";

  private final Thread home = Thread.currentThread();
  private Fault fault = Fault.NONE;
  private int left;
  private Runnable happening = () -> {};
  private boolean dead;
  private final Set<Session> sessions = new LinkedHashSet<>();

  /** Lets a fault come after so many points of its kind. */
  synchronized void arm(Fault next, int after, Runnable what) {
    fault = next;
    left = after;
    happening = what;
  }

  /** Nothing more comes; says whether it had come. */
  synchronized boolean disarm() {
    boolean came = fault == Fault.NONE;
    fault = Fault.NONE;
    return came;
  }

  synchronized boolean isDead() {
    return dead;
  }

  synchronized void kill() {
    dead = true;
  }

  synchronized void opened(Session session) {
    sessions.add(session);
  }

  synchronized void closed(Session session) {
    sessions.remove(session);
  }

  /** Something that only the process itself sees. */
  void progress() {
    Runnable comes;
    synchronized (this) {
      requireLife();
      if (!isDue(Fault.KILL, Fault.FREEZE, Fault.ELSEWHERE)) {
        return;
      }
      if (fault == Fault.FREEZE && !sessions.isEmpty()) {
        return;
      }
      comes = fault == Fault.KILL ? this::kill : happening;
      fault = Fault.NONE;
    }
    comes.run();
    requireLife();
  }

  /** What others do meanwhile must not be taken for the process's own. */
  void statement() throws SQLException {
    synchronized (this) {
      requireLife();
      if (Thread.currentThread() != home) {
        return;
      }
      if (isDue(Fault.CONNECTION_LOST)) {
        fault = Fault.NONE;
        throw new SQLException("the connection is lost", GONE);
      }
    }
    progress();
  }

  /** A statement of a transaction has been carried out, or its commit is next. */
  void inside() throws SQLException {
    if (Thread.currentThread() != home) {
      return;
    }
    synchronized (this) {
      if (!isInTransaction() || !isDue(Fault.FREEZE_INSIDE)) {
        return;
      }
      fault = Fault.NONE;
      for (Session session : sessions) {
        if (session.isInTransaction()) {
          session.end();
        }
      }
    }
    happening.run();
    requireLife();
  }

  private boolean isInTransaction() throws SQLException {
    for (Session session : sessions) {
      if (session.isInTransaction()) {
        return true;
      }
    }
    return false;
  }

  /** A commit. */
  @FunctionalInterface
  interface Commit {
    @Nullable Object run() throws Throwable;
  }

  @Nullable Object commit(Commit commit) throws Throwable {
    boolean before;
    boolean after;
    synchronized (this) {
      requireLife();
      boolean isOwn = Thread.currentThread() == home;
      before = isOwn && isDue(Fault.COMMIT_LOST);
      after = isOwn && !before && isDue(Fault.COMMIT_UNKNOWN);
      if (before || after) {
        fault = Fault.NONE;
      }
    }
    if (before) {
      throw new SQLException("the connection is lost", GONE);
    }
    inside();
    Object result = commit.run();
    if (after) {
      throw new SQLException("the connection is lost", GONE);
    }
    if (Thread.currentThread() == home) {
      progress();
    }
    return result;
  }

  private boolean isDue(Fault... kinds) {
    for (Fault kind : kinds) {
      if (fault == kind) {
        return left == 0 || left-- < 0;
      }
    }
    return false;
  }

  /** A process that is dead does nothing more, on whichever of its threads. */
  synchronized void requireLife() {
    if (dead) {
      throw new Killed();
    }
  }
}
