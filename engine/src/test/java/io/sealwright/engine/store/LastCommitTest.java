package io.sealwright.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as a killed process leaves it: a copy of one that is still open. */
final class LastCommitTest {
  private static final long SEED = 20_261_127;
  private static final int COMMITS = 120;
  private static final int KEPT = 20;

  @TempDir Path folder;

  @Test
  void theLastCommitIsFoundWhereverItWentInTheFile() throws Exception {
    Path file = folder.resolve("written.mv.db");
    Path copy = folder.resolve("copy.mv.db");
    List<Integer> lostByH2 = new ArrayList<>();
    Random random = new Random(SEED);
    try (MVStore store =
        new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open()) {
      store.setRetentionTime(0); // Room is used again at once, and not after 45 seconds.
      MVMap<Integer, byte[]> map = store.openMap("map");
      for (int i = 0; i < COMMITS; i++) {
        byte[] value = new byte[1 + random.nextInt(30_000)];
        random.nextBytes(value);
        map.put(i, value);
        map.remove(i - KEPT);
        store.commit();
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        if (newest(copy) != i) {
          lostByH2.add(i);
        }
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        LastCommit.find(copy);
        assertThat(newest(copy)).as("seed %d", SEED).isEqualTo(i);
      }
    }
    assertThat(lostByH2).as("what H2 loses by itself").isNotEmpty();
  }

  private static int newest(Path file) {
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).open()) {
      MVMap<Integer, byte[]> map = store.openMap("map");
      return map.lastKey();
    }
  }
}
