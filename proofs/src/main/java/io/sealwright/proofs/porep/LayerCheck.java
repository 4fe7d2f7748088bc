package io.sealwright.proofs.porep;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Which layers on disk are those that the journal records. */
public final class LayerCheck {
  private static final int BUFFER = 1 << 20;

  private final AtomicIntegerArray sound;

  private LayerCheck(int layers) {
    this.sound = new AtomicIntegerArray(layers);
  }

  /** Reads and digests every recorded layer, several at once. */
  public static LayerCheck of(LabelJournal journal, CacheFolder cache, Means means)
      throws IOException, InterruptedException {
    LayerCheck check = new LayerCheck(journal.config().size().layers());
    long bytes = journal.config().size().bytes();
    int recorded = Math.min(journal.digests().size(), check.sound.length());
    Workforce.share(
        means.threads(),
        recorded,
        i -> {
          int index = (int) i;
          Path file = cache.layer(index + 1);
          if (Files.isRegularFile(file)
              && Files.size(file) == bytes
              && digest(file).equals(journal.digests().get(index))) {
            check.sound.set(index, 1);
          }
        });
    return check;
  }

  public boolean sound(int layer) {
    return sound.get(layer - 1) == 1;
  }

  public boolean allSound() {
    for (int layer = 1; layer <= sound.length(); layer++) {
      if (!sound(layer)) {
        return false;
      }
    }
    return true;
  }

  private static Bytes32 digest(Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    MessageDigest sha256 = Sha256.start();
    try (InputStream in = Files.newInputStream(file)) {
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        sha256.update(buffer, 0, got);
      }
    }
    return Bytes32.of(sha256.digest());
  }
}
