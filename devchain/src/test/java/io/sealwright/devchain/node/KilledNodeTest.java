package io.sealwright.devchain.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that makes blocks is killed at any moment, again and again. */
final class KilledNodeTest {
  private static final int KILLS = Boolean.getBoolean("sealwright.slow") ? 40 : 5;

  @TempDir private Path temporary;

  @Test
  void aChainIsUnbrokenHoweverItsProcessDied() throws Exception {
    Path folder = temporary.resolve("node");
    Random random = new Random(20_260_801);
    Set<Cid> told = new HashSet<>();
    long nonce = -1;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = victim(folder);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        int blocks = 3 + random.nextInt(60);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("sent ")) {
            nonce = Long.parseLong(line.substring(5));
          } else if (line.startsWith("made ")) {
            told.add(Cid.parse(line.substring(5)));
            if (--blocks == 0) {
              Thread.sleep(Duration.ofMillis(random.nextInt(40)));
              process.toHandle().destroyForcibly();
            }
          }
        }
      }
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotZero();
    }
    try (DevNode node = new Bench(folder, 2).keeping(40).open()) {
      requireUnbroken(node, told);
      Address from = Bench.accounts(node).getFirst();
      Tipset before = node.chain().head();
      Tipset made = node.step();
      assertThat(made.parents()).isEqualTo(before.key());
      assertThat(made.height()).isEqualTo(new Epoch(before.height().height() + 1));
      // Whatever was said to be sent has landed by now, and nothing twice.
      Optional<Actor> sender = node.states().actor(node.chain().stateAfter(made), from);
      assertThat(sender.orElseThrow().nonce()).isGreaterThan(nonce);
      assertThat(node.mpool().pending()).isEmpty();
    }
  }

  private static void requireUnbroken(DevNode node, Set<Cid> told) throws Exception {
    Set<Cid> found = new HashSet<>();
    Tipset at = node.chain().head();
    while (at.height().height() > 0) {
      found.addAll(at.key().blocks());
      node.chain().messagesIn(at);
      node.chain().receipts(at.blocks().getFirst());
      Tipset parent = node.chain().tipset(at.parents());
      assertThat(parent.height().height()).isEqualTo(at.height().height() - 1);
      at = parent;
    }
    assertThat(told).hasSizeGreaterThan(10);
    assertThat(found).containsAll(told);
  }

  private static Process victim(Path folder) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            folder.toString())
        .redirectError(Redirect.DISCARD)
        .start();
  }
}
