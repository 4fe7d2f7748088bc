package io.sealwright.app.cli.node;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.node.SyncFacts;
import io.sealwright.engine.node.SyncReader;
import io.sealwright.engine.node.SyncVerdict;
import io.sealwright.engine.node.SyncWatch;
import io.sealwright.lotus.node.SyncProgress;
import io.sealwright.protocol.chain.Tipset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whether a node is in step with its network. */
@Command(
    name = "sync",
    subcommands = {SyncCommand.Wait.class, SyncCommand.Status.class})
public final class SyncCommand extends CommandGroup {
  /** What the node was seen at and how it is judged. */
  static Map<String, @Nullable Object> facts(
      SyncFacts facts, SyncVerdict verdict, SyncWords words) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("status", SyncWords.status(verdict));
    shown.put("height", facts.head());
    shown.put("target", facts.target().orElse(null));
    shown.put("head_age_seconds", facts.age().toSeconds());
    shown.put("peers", facts.peers());
    shown.put("reason", words.sentence(verdict));
    return shown;
  }

  /** Waits until it is in step, and says when it is stuck instead. */
  @Command(name = "wait")
  static final class Wait extends NodeCommand {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration REMIND_EVERY = Duration.ofSeconds(10);

    @Option(names = "--timeout", paramLabel = "TIME", converter = NodeValues.Time.class)
    Optional<Duration> timeout = Optional.empty();

    @Option(names = "--keep-waiting")
    boolean keepWaiting;

    @Override
    protected ExitCode run(Link link) throws Exception {
      Clock clock = Clock.systemUTC();
      Instant begin = clock.instant();
      SyncWatch watch = new SyncWatch(SyncVerdict.EPOCHS_OF_A_WAIT);
      SyncReader reader = new SyncReader(link.fullNode(), clock);
      SyncWords words = new SyncWords(spec().resourceBundle());
      String said = "";
      Instant saidAt = begin;
      while (true) {
        SyncFacts seen = link.during(reader::facts);
        SyncVerdict verdict = watch.observe(seen);
        String state = seen.head() + SyncWords.status(verdict);
        if (!state.equals(said) || !saidAt.plus(REMIND_EVERY).isAfter(seen.now())) {
          say("sync.line", seen.head(), words.sentence(verdict));
          said = state;
          saidAt = seen.now();
        }
        if (verdict.isInStep()) {
          report().facts(facts(seen, verdict, words));
          return ExitCode.DONE;
        }
        requirePatience(verdict, Duration.between(begin, clock.instant()));
        Thread.sleep(pause(seen));
      }
    }

    private void requirePatience(SyncVerdict verdict, Duration waited) throws CommandFailure {
      if (verdict instanceof SyncVerdict.Stuck && !keepWaiting) {
        throw CommandFailure.failed(
            SyncWords.ERRORS.sentence(verdict),
            "see its log and its peers; --keep-waiting waits on");
      }
      if (timeout.isPresent() && waited.compareTo(timeout.get()) >= 0) {
        throw CommandFailure.failed(
            "not in step after %s: %s"
                .formatted(SyncWords.ERRORS.time(waited), SyncWords.ERRORS.sentence(verdict)),
            "wait longer with --timeout");
      }
    }

    private static Duration pause(SyncFacts seen) {
      Duration quarter = seen.blockDelay().dividedBy(4);
      return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
    }
  }

  /** Shows what its sync workers are at. */
  @Command(name = "status")
  static final class Status extends NodeCommand {
    @Override
    protected ExitCode run(Link link) throws Exception {
      SyncReader reader = new SyncReader(link.fullNode(), Clock.systemUTC());
      SyncProgress progress = link.during(reader::progress);
      SyncFacts seen = link.during(reader::facts);
      SyncVerdict verdict = new SyncWatch(SyncVerdict.EPOCHS_OF_HEALTH).observe(seen);
      report()
          .rows(
              "workers",
              progress.workers().orElse(List.of()).stream().map(this::worker).toList(),
              facts(seen, verdict, new SyncWords(spec().resourceBundle())));
      return ExitCode.DONE;
    }

    private Map<String, @Nullable Object> worker(SyncProgress.Worker worker) {
      Optional<Long> base = height(worker.base());
      Optional<Long> target = height(worker.target());
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("worker", worker.id());
      facts.put("base", orAbsent(base));
      facts.put("target", orAbsent(target));
      facts.put("difference", orAbsent(target.flatMap(to -> base.map(from -> to - from))));
      facts.put("stage", worker.stageText());
      facts.put("height", worker.height().height());
      facts.put("error", worker.message().isEmpty() ? null : worker.message());
      return facts;
    }

    private @Nullable Object orAbsent(Optional<Long> height) {
      return height
          .<Object>map(known -> known)
          .orElse(output() == OutputFormat.JSON ? null : word("sync.absent"));
    }

    private static Optional<Long> height(Optional<Tipset> tipset) {
      return tipset.map(some -> some.height().height());
    }
  }
}
