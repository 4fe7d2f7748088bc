package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.snapshot.SnapshotImport;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.wallet.Wallet;
import java.io.IOException;
import java.nio.file.Path;

/** How a chain comes into a folder that has none yet. */
@FunctionalInterface
public interface Beginning {
  void begin(BlockFolder blocks, Wallet wallet) throws IOException;

  /**
   * With a snapshot, which is verified first. The chain goes on if keys of its miners' workers are
   * in the keystore; without them it can be read.
   *
   * @param scratch a name not yet taken, for a decompressed copy
   */
  static Beginning withSnapshot(Path car, Path scratch) {
    return (blocks, _) -> SnapshotImport.into(blocks, car, scratch);
  }

  /** For a folder that must have its chain already. */
  static Beginning none() {
    return (_, _) -> {
      throw new IOException("there is no chain in the folder");
    };
  }
}
