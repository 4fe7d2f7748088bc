package io.sealwright.engine.planted;

import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One violation of each ban. */
final class Violations {
  private Violations() {}

  static Instant clock() {
    return Instant.now();
  }

  static double chance() {
    return Math.random();
  }

  static void endOfProcess() {
    System.exit(0);
  }

  static void deletion(Path file) throws IOException {
    Files.delete(file);
  }

  static CompletableFuture<SectorNumber> future(SectorNumber number) {
    return CompletableFuture.completedFuture(number);
  }

  static Ask<Cid> sending(FullApi api, SignedMessage message) {
    return api.mpool().push().ask(message);
  }

  static ExecutorService unboundedPool() {
    return Executors.newCachedThreadPool();
  }
}
