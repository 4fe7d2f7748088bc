package io.sealwright.app.daemon;

import io.sealwright.app.shell.ExitCode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that this process should end, by a signal or by a call, and the moment when all is
 * closed. A process that was told to end and did so in good order ends with 0. A second signal ends
 * it at once, whatever it does.
 */
public final class End implements AutoCloseable {
  /** As a shell tells the end by a signal from the keyboard. */
  private static final int IMPATIENT = 130;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Duration limit;

  private End(Duration limit) {
    this.limit = limit;
  }

  /**
   * Watches for signals.
   *
   * @param limit how long a signal waits for all to be closed
   */
  public static End ofProcess(Duration limit) {
    End end = new End(limit);
    Runtime.getRuntime().addShutdownHook(new Thread(end::onShutdown, "end"));
    return end;
  }

  /** Asks for the end, and returns at once. */
  public void ask() {
    asked.countDown();
  }

  /** Asks for the end, and sees that it comes: what broke may keep parts from being closed. */
  void fail(Duration most) {
    try {
      Thread.ofPlatform().daemon().name("end-in-time").start(() -> haltAfter(most));
    } catch (OutOfMemoryError _) {
      Runtime.getRuntime().halt(ExitCode.FAILED.number());
    }
    ask();
  }

  private void haltAfter(Duration most) {
    try {
      if (!closed.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(ExitCode.FAILED.number());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  public void await() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void onShutdown() {
    if (closed.getCount() == 0) {
      return; // The command ended by itself, with a code of its own.
    }
    onNextSignal(() -> Runtime.getRuntime().halt(IMPATIENT));
    asked.countDown();
    try {
      boolean inTime = closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
      // Others that have something to do at the end may wait for what could not be closed.
      Runtime.getRuntime().halt(inTime ? 0 : ExitCode.FAILED.number());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The JVM takes no notice of signals after the first. Its own way to take notice has no part in
   * the language's library, so it is reached without its name; where it is not there, the operator
   * has {@code kill -9}.
   */
  private static void onNextSignal(Runnable then) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (_, _, _) -> {
            then.run();
            return null;
          };
      Object on =
          Proxy.newProxyInstance(End.class.getClassLoader(), new Class<?>[] {handler}, call);
      for (String name : List.of("TERM", "INT")) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), on);
      }
    } catch (ReflectiveOperationException | IllegalArgumentException _) {
      // Then the end takes as long as it takes.
    }
  }
}
