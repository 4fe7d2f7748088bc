package io.sealwright.engine.driver;

import io.sealwright.engine.duty.WindowDuty;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.MinerClaim;
import io.sealwright.engine.work.Dispatcher;
import io.sealwright.engine.work.Stall;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what a miner has to do, each on a thread of its own: drive its sectors, give out work, prove
 * its windows. A round that fails is told and followed by the next.
 */
public final class MinerRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MinerRuntime.class);
  private static final Duration REDELIVERY = Duration.ofMinutes(1);
  private static final Duration SURVEYS = Duration.ofMinutes(10);
  private static final Duration FIGURES = Duration.ofMinutes(1);
  private static final int MOST_NAMED = 5;
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Finding> troubles = new ConcurrentHashMap<>();
  private final Map<String, Finding> remarks = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final InstantSource clock;
  private final Parts parts;
  private final Duration every;

  /**
   * What is run.
   *
   * @param missing asks for the sectors that the chain has and that have no record
   * @param figures asks for what is shown to whoever watches
   * @param claim without which nothing is done
   * @param node without which no window is proven and nothing of the chain is shown
   */
  public record Parts(
      Driver driver,
      Dispatcher dispatcher,
      WindowDuty duty,
      Missing missing,
      Figures figures,
      MinerClaim claim,
      NodeWait node) {}

  /** Waits until a node has answered for the first time. */
  @FunctionalInterface
  public interface NodeWait {
    void await() throws InterruptedException;
  }

  /** Compares what the chain has with the records. */
  @FunctionalInterface
  public interface Missing {
    List<SectorNumber> sectors() throws RpcException, IOException, InterruptedException;
  }

  /** Asks the chain what has changed. */
  @FunctionalInterface
  public interface Figures {
    void read() throws InterruptedException;
  }

  /** A round of something. */
  @FunctionalInterface
  private interface Round {
    void run() throws RpcException, IOException, InterruptedException;
  }

  /**
   * Begins.
   *
   * @param every between two rounds
   */
  public MinerRuntime(Parts parts, Duration every, InstantSource clock) {
    this.clock = clock;
    this.every = every;
    this.parts = parts;
    begin("driver", () -> loop("driver", driving(parts.driver), every));
    begin("planner", () -> loop("planner", this::plan, every));
    begin("proving", whenMet(this::prove));
    begin("survey", whenMet(() -> loop("survey", this::survey, SURVEYS)));
    begin("figures", whenMet(() -> loop("figures", parts.figures::read, FIGURES)));
  }

  private void begin(String name, Runnable work) {
    threads.add(Thread.ofPlatform().name(name).start(work));
  }

  /** What can do nothing at all without the node. */
  private Runnable whenMet(Runnable work) {
    return () -> {
      try {
        parts.node.await();
        work.run();
      } catch (InterruptedException _) {
        LOG.debug("the node was not met");
      }
    };
  }

  private Round driving(Driver driver) {
    return new Round() {
      private Instant delivered = Instant.MIN;

      // Messages that cannot be given to the node again keep no sector from its next step.
      @Override
      public void run() throws RpcException, IOException, InterruptedException {
        Optional<RpcException> undelivered = redeliver();
        try {
          driver.step();
        } finally {
          note("files", driver.unseenFiles());
        }
        if (undelivered.isPresent()) {
          throw undelivered.get();
        }
      }

      private Optional<RpcException> redeliver() throws IOException, InterruptedException {
        if (clock.instant().isBefore(delivered.plus(REDELIVERY))) {
          return Optional.empty();
        }
        try {
          driver.redeliver();
          delivered = clock.instant();
          return Optional.empty();
        } catch (RpcException e) {
          return Optional.of(e);
        }
      }
    };
  }

  private void plan() {
    parts.dispatcher.step();
    List<Stall> stalled = parts.dispatcher.stalled();
    note(troubles, "work", standstill(stalled, false));
    note(remarks, "paused work", standstill(stalled, true));
  }

  private static Optional<Finding> standstill(List<Stall> stalled, boolean byOperator) {
    List<Stall> some = stalled.stream().filter(stall -> stall.byOperator() == byOperator).toList();
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                some.stream().map(stall -> stall.type().name()).collect(Collectors.toSet()),
                some.stream().map(Stall::words).collect(Collectors.joining("; "))));
  }

  /** Does it over and over; what failed, again with the usual rounds. */
  private void loop(String name, Round round, Duration rest) {
    try {
      Duration pause;
      do {
        pause = once(name, round) ? rest : every;
      } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      LOG.debug("{} was interrupted", name);
    }
  }

  /** Whether it came to its end. */
  private boolean once(String name, Round round) throws InterruptedException {
    try {
      parts.claim.require();
      round.run();
      if (troubles.remove(name) != null) {
        LOG.warn("{} goes on", name);
      }
      return true;
    } catch (RpcException | IOException e) {
      told(name, e, true);
    } catch (RuntimeException e) {
      told(name, e, Database.isGone(e));
    }
    return false;
  }

  private void survey() throws RpcException, IOException, InterruptedException {
    List<SectorNumber> missing = parts.missing.sectors();
    if (missing.isEmpty()) {
      note("records", Optional.empty());
      return;
    }
    String first =
        missing.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "));
    int more = missing.size() - MOST_NAMED;
    note(
        "records",
        Optional.of(
            new Finding(
                missing.stream().map(SectorNumber::toString).collect(Collectors.toSet()),
                "the chain has sectors of which there is no record here: %s%s; check database.url,"
                        .formatted(first, more > 0 ? " and " + more + " more" : "")
                    + " then see 'sealwright sectors rescue'")));
  }

  private void note(String name, Optional<Finding> found) {
    note(troubles, name, found);
  }

  /** Tells that something is found to be so, and when it is no longer. */
  private static void note(Map<String, Finding> known, String name, Optional<Finding> found) {
    if (found.isPresent()) {
      if (found.get().isNewsAfter(known.put(name, found.get()))) {
        LOG.warn("{}: {}", name, found.get().words());
      }
    } else if (known.remove(name) != null) {
      LOG.warn("{}: that is no longer so", name);
    }
  }

  /** Tells a trouble once; what may be a bug, with where it happened. */
  private void told(String name, Exception failure, boolean isOfTheWorld) {
    Finding now = finding(failure);
    if (now.isNewsAfter(troubles.put(name, now))) {
      if (isOfTheWorld) {
        LOG.error("{} failed, and is tried again: {}", name, now.words());
      } else {
        LOG.error("{} failed, and is tried again", name, failure);
      }
    }
  }

  /** The words of a database that is gone are others each time, and told once. */
  private static Finding finding(Exception failure) {
    String words = Database.words(failure);
    return new Finding(Set.of(Database.isGone(failure) ? "the database" : words), words);
  }

  private void prove() {
    loop("proving", parts.duty::round, every);
    try {
      stopDuty();
    } catch (InterruptedException | IOException e) {
      LOG.warn("proving did not end in good order", e);
    }
  }

  private void stopDuty() throws InterruptedException, IOException {
    try {
      parts.duty.stop();
    } catch (InterruptedException _) {
      parts.duty.stop(); // It was meant for the pause between two rounds.
    }
  }

  /** What does not work now, in words; empty if all is well. */
  public Map<String, String> troubles() {
    Map<String, String> now = new TreeMap<>();
    troubles.forEach((name, trouble) -> now.put(name, trouble.words()));
    parts.duty.trouble().ifPresent(words -> now.putIfAbsent("proving", words));
    return now;
  }

  /** What operators want so, in words, and may have forgotten. */
  public List<String> remarks() {
    return remarks.values().stream().map(Finding::words).toList();
  }

  /** Ends between two rounds; a proof that is being made is stopped, with its files closed. */
  @Override
  public void close() {
    stopping.countDown();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        if (!thread.join(LONGEST_END)) {
          LOG.warn("{} has not ended", thread.getName());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
