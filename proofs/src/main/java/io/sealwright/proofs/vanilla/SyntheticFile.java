package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.vanilla.SyntheticRecord.Roots;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The opened leaves of a sector's whole synthetic set, in the reference's file. With it layers and
 * trees may go before the chain has drawn a seed. At 32 GiB it takes some 25 GiB.
 */
final class SyntheticFile {
  private final SyntheticRecord form;
  private final MemorySegment file;
  private final Path path;

  private SyntheticFile(SyntheticRecord form, MemorySegment file, Path path) {
    this.form = form;
    this.file = file;
    this.path = path;
  }

  /**
   * Maps a file for as long as the arena lives.
   *
   * @param set how many leaves are in it
   * @throws IOException that names a file which is missing or has another length
   */
  static SyntheticFile map(PorepConfig config, int set, Path path, Arena arena) throws IOException {
    Roots unknown = new Roots(Bytes32.ZERO, Bytes32.ZERO, Bytes32.ZERO);
    MemorySegment file =
        Mapped.readOnly(path, new SyntheticRecord(config, unknown).offset(set), arena);
    byte[] head = file.asSlice(0, Roots.BYTES).toArray(ValueLayout.JAVA_BYTE);
    return new SyntheticFile(
        new SyntheticRecord(config, Roots.read(ByteBuffer.wrap(head))), file, path);
  }

  /** The proof at a place of the set, which must be of this leaf. */
  LeafProof proof(int place, long leaf) throws DamagedOpenings {
    byte[] record = file.asSlice(form.offset(place), form.length()).toArray(ValueLayout.JAVA_BYTE);
    try {
      return form.read(record, leaf);
    } catch (DamagedOpenings e) {
      throw new DamagedOpenings(path + ": " + e.getMessage(), e);
    }
  }
}
