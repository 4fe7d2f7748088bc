package io.sealwright.devchain.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.mpool.ReplaceRule;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.network.NetworkRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that goes by the clock. */
final class TickerTest {
  @TempDir private Path temporary;

  @Test
  void blocksComeByThemselvesUntilTheNodeCloses() throws Exception {
    Bench bench = new Bench(temporary.resolve("node"), 1);
    bench.open().close();
    LinkedBlockingQueue<Tipset> heads = new LinkedBlockingQueue<>();
    try (DevNode node = open(bench)) {
      node.chain().watch(changes -> heads.add(changes.getLast().tipset()));
      node.start();
      node.start();
      Tipset last = heads.take();
      for (int i = 0; i < 6; i++) {
        Tipset next = Optional.ofNullable(heads.poll(20, TimeUnit.SECONDS)).orElseThrow();
        assertThat(next.parents()).isEqualTo(last.key());
        last = next;
      }
      // The folder is years old, the head is not.
      Duration age =
          Duration.between(
              Instant.ofEpochSecond(last.blocks().getFirst().timestamp()),
              InstantSource.system().instant());
      assertThat(age).isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(10));
    }
    try (DevNode node = bench.open()) {
      assertThat(node.chain().head().height().height()).isGreaterThanOrEqualTo(6);
    }
  }

  @Test
  void whileTheHeadIsStuckTheClockMakesNothing() throws Exception {
    Bench bench = new Bench(temporary.resolve("node"), 1);
    bench.open().close();
    try (DevNode node = open(bench)) {
      node.setFaults(new Faults(List.of(), true, Optional.empty(), List.of(), -1));
      node.start();
      Thread.sleep(Duration.ofMillis(400));
      assertThat(node.chain().head()).isEqualTo(node.chain().genesis());
      LinkedBlockingQueue<Tipset> heads = new LinkedBlockingQueue<>();
      node.chain().watch(changes -> heads.add(changes.getLast().tipset()));
      heads.take();
      node.setFaults(Faults.NONE);
      assertThat(heads.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void whatKeepsBlocksFromBeingMadeIsSaidUntilOneIsMade() throws Exception {
    Bench bench = new Bench(temporary.resolve("node"), 1);
    bench.open().close();
    try (DevNode node = open(bench)) {
      AtomicBoolean full = new AtomicBoolean();
      node.chain()
          .watch(_ -> {
            if (full.get()) {
              throw new IllegalStateException("the disk is full");
            }
          });
      full.set(true);
      node.start();
      while (node.trouble().isEmpty()) {
        Thread.sleep(10);
      }
      assertThat(node.trouble()).contains("the disk is full");
      full.set(false);
      while (node.trouble().isPresent()) {
        Thread.sleep(10);
      }
    }
  }

  private static DevNode open(Bench bench) throws Exception {
    NetworkRules fast = Bench.RULES.with(Duration.ofMillis(100), Bench.RULES.sectorSizes());
    Parts parts = new Parts(Ledger::new, Ledger::new, InstantSource.system(), new Random(1));
    return DevNode.open(
        bench.folder(),
        new NodeSettings(fast, ReplaceRule.TENTH, OptionalLong.empty()),
        parts,
        Beginning.none());
  }
}
