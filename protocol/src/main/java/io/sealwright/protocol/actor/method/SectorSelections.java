package io.sealwright.protocol.actor.method;

import io.sealwright.protocol.bitfield.Bitfield;
import java.util.List;

/** Parameters of TerminateSectors, DeclareFaults and DeclareFaultsRecovered: the sectors meant. */
public record SectorSelections(List<Selection> selections) {
  /** Selections one message may hold. */
  public static final int MOST = 3000;

  /** Sectors of one partition. */
  public record Selection(long deadline, long partition, Bitfield sectors) {}

  public SectorSelections {
    selections = List.copyOf(selections);
  }
}
