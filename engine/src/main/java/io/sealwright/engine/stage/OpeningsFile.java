package io.sealwright.engine.stage;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.vanilla.OpeningsCheck;
import io.sealwright.proofs.vanilla.OpeningsJsonReader;
import io.sealwright.proofs.vanilla.OpeningsJsonWriter;
import io.sealwright.proofs.vanilla.SealOpenings;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What C1 leaves beside the layers for C2: the JSON that Lotus passes on. */
final class OpeningsFile {
  private static final String NAME = "sealwright-c1.json";

  private OpeningsFile() {}

  static Path in(CacheFolder cache) {
    return cache.folder().resolve(NAME);
  }

  static SealOpenings read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return OpeningsJsonReader.read(in);
    }
  }

  static void write(SealOpenings openings, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      OpeningsJsonWriter.write(openings, writer);
    }
    Durable.sync(file);
  }

  /** What is wrong with openings of a sector with this seed, in words; nothing if all hold. */
  static Optional<String> fault(SealOpenings openings, Evidence.Seeded known) {
    Evidence.Replicated replicated = known.preCommitted().replicated();
    Evidence.Labelled labelled = replicated.labelled();
    if (!openings.commD().equals(labelled.commD())
        || !openings.commR().equals(replicated.commR())
        || !openings.seed().equals(known.seed().value())) {
      return Optional.of("the openings are of another replica, or for another seed");
    }
    return OpeningsCheck.fault(openings, labelled.ticketed().order());
  }
}
