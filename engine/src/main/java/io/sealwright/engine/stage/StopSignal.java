package io.sealwright.engine.stage;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Asks a running stage to stop, for a pause or for good. Work is stopped by an interrupt, which
 * ends computing and copying soon; publishing is not, for an interrupt would close the files of an
 * embedded database under it.
 */
public final class StopSignal {
  private final Set<Thread> working = new HashSet<>();
  private boolean asked;

  /** Work that an interrupt ends. */
  @FunctionalInterface
  public interface Interruptible<T> {
    T run() throws StageFailed, IOException, InterruptedException;
  }

  /** Once and for all. */
  public synchronized void ask() {
    asked = true;
    working.forEach(Thread::interrupt);
  }

  public synchronized boolean isAsked() {
    return asked;
  }

  /** Does work on this thread; whatever fails after the asking fails for it. */
  public <T> T heed(Interruptible<T> work) throws StageFailed, IOException, Stopped {
    begin();
    try {
      return work.run();
    } catch (InterruptedException e) {
      throw new Stopped(e);
    } catch (IOException e) {
      if (isAsked() || Thread.currentThread().isInterrupted()) {
        throw new Stopped(e);
      }
      throw e;
    } finally {
      end();
    }
  }

  private synchronized void begin() throws Stopped {
    if (asked) {
      throw new Stopped(new InterruptedException("asked before it began"));
    }
    working.add(Thread.currentThread());
  }

  /** From here on no interrupt comes, and one that came has had its effect. */
  private synchronized void end() {
    working.remove(Thread.currentThread());
    if (asked) {
      Thread.interrupted();
    }
  }
}
