package io.sealwright.engine.clearing;

import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;

import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sectors proofs are about that this program does not make and others may: of data put into a
 * sector, and of sectors proven without a pre-commit. Both calls begin with a list of tuples, one a
 * sector; the rest of them is not read.
 */
final class OtherProofs {
  /** Of {@code SectorUpdateManifest}. */
  private static final int UPDATED = 0;

  /** Of {@code SectorNIActivationInfo}, behind the number it was sealed for, sealer and CommR. */
  private static final int NON_INTERACTIVE = 3;

  private OtherProofs() {}

  static boolean isOne(MinerMethod method) {
    return method == MinerMethod.PROVE_REPLICA_UPDATES_3
        || method == MinerMethod.PROVE_COMMIT_SECTORS_NI;
  }

  static List<SectorNumber> sectors(MinerMethod method, ByteString params) throws CborException {
    int place = method == MinerMethod.PROVE_REPLICA_UPDATES_3 ? UPDATED : NON_INTERACTIVE;
    CborReader in = new CborReader(params.toBytes());
    in.array(Integer.MAX_VALUE);
    List<SectorNumber> sectors = new ArrayList<>();
    int count = in.array(ProveCommitSectors.MOST);
    for (int i = 0; i < count; i++) {
      int fields = in.array(Integer.MAX_VALUE);
      for (int field = 0; field < fields; field++) {
        if (field == place) {
          sectors.add(SECTOR_NUMBER.read(in));
        } else {
          in.skip();
        }
      }
    }
    return sectors;
  }
}
