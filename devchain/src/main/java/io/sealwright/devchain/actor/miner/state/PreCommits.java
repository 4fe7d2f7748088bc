package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;
import java.util.Optional;

/** The sectors a miner has pre-committed and not yet proven. */
public final class PreCommits {
  private final HamtWriter<PreCommit> entries;

  private PreCommits(HamtWriter<PreCommit> entries) {
    this.entries = entries;
  }

  public static PreCommits of(BlockStore blocks, Cid root) throws IOException {
    return new PreCommits(
        HamtWriter.of(blocks, MinerCbor.PRE_COMMIT, BitWidths.HAMT, root));
  }

  static Cid none(BlockStore blocks) {
    return HamtWriter.empty(blocks, MinerCbor.PRE_COMMIT, BitWidths.HAMT).write();
  }

  public Optional<PreCommit> find(long sector) throws IOException {
    return entries.get(key(sector));
  }

  public void add(PreCommit preCommit) throws Abort, IOException {
    long sector = preCommit.sector().number().number();
    Refusal.STATE.unless(
        find(sector).isEmpty(), "sector %d already pre-committed", sector);
    entries.set(key(sector), preCommit);
  }

  public void remove(long sector) throws Abort, IOException {
    Refusal.STATE.unless(
        entries.remove(key(sector)).isPresent(), "sector %d not pre-committed", sector);
  }

  public Cid write() {
    return entries.write();
  }

  private static ByteString key(long sector) {
    return Leb128.encode(sector);
  }
}
