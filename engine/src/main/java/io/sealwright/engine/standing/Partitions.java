package io.sealwright.engine.standing;

import io.sealwright.engine.sending.miner.SectorPlace;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All partitions of a miner, deadline by deadline. */
record Partitions(List<List<ShownPartition>> deadlines) {
  Partitions {
    deadlines = List.copyOf(deadlines);
  }

  /** Where the sectors of a set are; one that no partition has is not in the answer. */
  Map<SectorNumber, SectorPlace> places(Bitfield wanted) {
    Map<SectorNumber, SectorPlace> places = new HashMap<>();
    for (int deadline = 0; deadline < deadlines.size(); deadline++) {
      List<ShownPartition> partitions = deadlines.get(deadline);
      for (int partition = 0; partition < partitions.size(); partition++) {
        SectorPlace place = new SectorPlace(deadline, partition);
        partitions.get(partition).all().intersect(wanted).stream()
            .forEach(number -> places.put(new SectorNumber(number), place));
      }
    }
    return places;
  }

  Sets sets() {
    return new Sets(
        union(ShownPartition::live),
        union(ShownPartition::faulty),
        union(ShownPartition::recovering));
  }

  /** The sectors of all partitions that are in some way. */
  record Sets(Bitfield live, Bitfield faulty, Bitfield recovering) {}

  private Bitfield union(Function<ShownPartition, Bitfield> part) {
    List<Bitfield> parts = new ArrayList<>();
    deadlines.forEach(list -> list.forEach(partition -> parts.add(part.apply(partition))));
    return parts.stream().reduce(Bitfield.EMPTY, Bitfield::union);
  }
}
