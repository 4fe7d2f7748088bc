package io.sealwright.devchain.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.protocol.cid.Cid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller who withdraws a call interrupts it, maybe in the middle of a read. */
final class InterruptedReadTest {
  @TempDir private Path temporary;

  @Test
  void anInterruptedReaderDoesNotCloseTheFile() throws Exception {
    List<Cid> cids = new ArrayList<>();
    Random random = new Random(1);
    try (BlockFolder folder = BlockFolder.open(temporary)) {
      for (int i = 0; i < 5000; i++) {
        byte[] block = new byte[1000];
        random.nextBytes(block);
        cids.add(folder.put(block));
        if (i % 500 == 0) {
          folder.commit();
        }
      }
    }
    try (BlockFolder folder = BlockFolder.open(temporary)) {
      FutureTask<Integer> reading =
          new FutureTask<>(
              () -> {
                int found = 0;
                for (Cid cid : cids) {
                  Thread.currentThread().interrupt();
                  found += folder.block(cid).isPresent() ? 1 : 0;
                }
                return found;
              });
      Thread.ofPlatform().start(reading);

      assertThat(reading.get()).isEqualTo(cids.size());
      assertThat(folder.block(cids.getFirst())).isPresent();
      folder.put(new byte[] {1});
      folder.commit();
    }
  }
}
