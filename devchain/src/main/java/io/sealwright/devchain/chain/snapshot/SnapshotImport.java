package io.sealwright.devchain.chain.snapshot;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.lotus.car.SnapshotReport;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.MissingBlock;
import java.io.IOException;
import java.nio.file.Path;

/** Begins a chain in an empty folder with what a snapshot holds. */
public final class SnapshotImport {
  private SnapshotImport() {}

  /**
   * Verifies a snapshot, plain or compressed, and copies it.
   *
   * @param scratch a name not yet taken, for a decompressed copy
   */
  public static SnapshotReport into(BlockFolder folder, Path car, Path scratch)
      throws IOException {
    Snapshot.Verified verified = Snapshot.open(car, scratch);
    try (Snapshot snapshot = verified.snapshot()) {
      if (Chain.isIn(folder)) {
        throw new IOException("the folder has a chain already: take an empty one");
      }
      for (Cid cid : snapshot.cids()) {
        folder.add(cid, snapshot.block(cid).orElseThrow(() -> new MissingBlock(cid)));
      }
      Chain.begin(folder, verified.report().head().key());
      return verified.report();
    }
  }
}
