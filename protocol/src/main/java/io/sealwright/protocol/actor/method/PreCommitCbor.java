package io.sealwright.protocol.actor.method;

import static io.sealwright.protocol.actor.miner.MinerCbor.SEALED;
import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;
import static io.sealwright.protocol.actor.miner.MinerCbor.UNSEALED;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MethodNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message promises, in all forms that pre-commit messages ever had. For reading the past:
 * what is written today is {@link PreCommitSectors}.
 *
 * <pre>
 *   method 6   PreCommitSector         promise              until actors of version 12
 *   method 25  PreCommitSectorBatch    [[promise …]]        likewise
 *   method 28  PreCommitSectorBatch2   [[promise …]]        since actors of version 9
 *
 *   promise    [proof, number, CommR, ticket epoch, deals, expiration, CommD or null]     version 9
 *              [proof, number, CommR, ticket epoch, deals, expiration,
 *               replaces a sector, its deadline, its partition, its number]               before
 * </pre>
 */
public final class PreCommitCbor {
  private static final long SINGLE = 6;
  private static final long BATCH = 25;
  private static final int FIELDS = 7;
  private static final int OLD_FIELDS = 10;

  private PreCommitCbor() {}

  /** Whether a method of a miner actor pre-commits sectors, or once did. */
  public static boolean isPreCommit(MethodNumber method) {
    return method.number() == SINGLE
        || method.number() == BATCH
        || method.equals(MinerMethod.PRE_COMMIT_SECTOR_BATCH_2.number());
  }

  /** The sectors that the parameters of such a method promise. */
  public static List<SectorPreCommit> decode(MethodNumber method, ByteString params)
      throws CborException {
    CborReader in = new CborReader(params.toBytes());
    List<SectorPreCommit> sectors = method.number() == SINGLE ? List.of(promise(in)) : promises(in);
    in.end();
    return sectors;
  }

  private static List<SectorPreCommit> promises(CborReader in) throws CborException {
    if (in.array(1) != 1) {
      throw in.fault("a batch of pre-commits is a tuple of one list");
    }
    int count = in.array(PreCommitSectors.MOST);
    List<SectorPreCommit> sectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sectors.add(promise(in));
    }
    return sectors;
  }

  private static SectorPreCommit promise(CborReader in) throws CborException {
    int fields = in.array(OLD_FIELDS);
    if (fields != FIELDS && fields != OLD_FIELDS) {
      throw in.fault("a pre-commit of " + fields + " fields");
    }
    long proof = SIGNED.read(in);
    SectorNumber number = SECTOR_NUMBER.read(in);
    CommR sealed = SEALED.read(in);
    Epoch randomness = EPOCH.read(in);
    List<Long> deals = UNSIGNED.list(MAX_ITEMS).read(in);
    Epoch expiration = EPOCH.read(in);
    Optional<CommD> data = fields == FIELDS ? UNSEALED.orNull().read(in) : withoutReplacement(in);
    return new SectorPreCommit(proof, number, sealed, randomness, deals, expiration, data);
  }

  /** Passes over which sector was to be replaced: such an upgrade sealed a sector of its own. */
  private static Optional<CommD> withoutReplacement(CborReader in) throws CborException {
    BOOL.read(in);
    UNSIGNED.read(in);
    UNSIGNED.read(in);
    SECTOR_NUMBER.read(in);
    return Optional.empty();
  }
}
