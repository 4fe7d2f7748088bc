package io.sealwright.lotus.rpc.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The frames that wait to be sent on one socket, bounded in number and in length. Putting waits for
 * room, never for ever: whoever finds none in time knows that the peer does not read.
 */
final class Outbound {
  /** Characters that may wait. A single longer frame is taken when nothing else waits. */
  static final long MAX_WAITING_CHARS = 32L << 20;

  private final int maxFrames;
  private final Queue<String> frames = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long chars;
  private boolean closed;

  Outbound(int maxFrames) {
    this.maxFrames = maxFrames;
  }

  /** Adds a frame; false if there was no room in time, or the socket is gone. */
  boolean put(String frame, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && !hasRoom(frame) && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (closed || !hasRoom(frame)) {
        return false;
      }
      frames.add(frame);
      chars += frame.length();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The next frame, or nothing if none came in time. */
  Optional<String> take(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && frames.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      Optional<String> frame = Optional.ofNullable(frames.poll());
      frame.ifPresent(text -> chars -= text.length());
      changed.signalAll();
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what waits, and lets nobody wait any longer. */
  void close() {
    lock.lock();
    try {
      closed = true;
      frames.clear();
      chars = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(String frame) {
    return frames.isEmpty()
        || (frames.size() < maxFrames && chars + frame.length() <= MAX_WAITING_CHARS);
  }
}
