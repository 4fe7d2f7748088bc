package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** The data of a sector before encoding. */
public sealed interface SectorData {

  /** Committed capacity: nothing is stored and nothing is read. */
  record Zeros() implements SectorData {}

  /** A file of the sector's size that holds the Fr32-padded data. */
  record Staged(Path file) implements SectorData {}

  /** The padded data; nothing where it is all zeros. */
  default Optional<MemorySegment> map(SectorSize size, Arena arena) throws IOException {
    return switch (this) {
      case Zeros _ -> Optional.empty();
      case Staged(Path file) -> Optional.of(Mapped.readOnly(file, size.bytes(), arena));
    };
  }
}
