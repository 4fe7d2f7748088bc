package io.sealwright.devchain.actor.miner.state;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The sectors a miner has proven and not compacted away. */
public final class SectorTable {
  private final AmtWriter<Sector> sectors;

  private SectorTable(AmtWriter<Sector> sectors) {
    this.sectors = sectors;
  }

  public static SectorTable of(BlockStore blocks, Cid root) throws IOException {
    return new SectorTable(
        AmtWriter.of(blocks, MinerCbor.SECTOR, BitWidths.SECTORS, root));
  }

  public Optional<Sector> find(long number) throws IOException {
    return sectors.get(number);
  }

  /** The sectors of these numbers, ascending; all of them must be there. */
  public List<Sector> load(Bitfield numbers) throws Abort, IOException {
    List<Sector> loaded = new ArrayList<>();
    for (long number : (Iterable<Long>) numbers.stream()::iterator) {
      loaded.add(
          find(number).orElseThrow(() -> Refusal.NOT_FOUND.because("no sector %d", number)));
    }
    return loaded;
  }

  public void put(Collection<Sector> changed) throws IOException {
    for (Sector sector : changed) {
      sectors.set(sector.number().number(), sector);
    }
  }

  public void remove(Bitfield numbers) throws Abort, IOException {
    for (long number : (Iterable<Long>) numbers.stream()::iterator) {
      Refusal.NOT_FOUND.unless(
          sectors.remove(number).isPresent(), "no sector %d to remove", number);
    }
  }

  public Cid write() {
    return sectors.write();
  }
}
