package io.sealwright.engine.duty;

import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.Defect;
import io.sealwright.proofs.window.PostLimits;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.PostResult;
import io.sealwright.proofs.window.SpacetimeRun;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Reads of each sector of a window what a proof would read, and proves nothing. */
record CheckRun(
    Window window,
    Epoch at,
    Bitfield asked,
    PostOrder order,
    PostLimits limits,
    InstantSource clock) {

  FileCheck check(Located sectors) throws IOException, InterruptedException {
    PostResult result = new SpacetimeRun(order, limits, clock, _ -> {}).read(sectors.placed());
    result.hung().forEach(WindowLog::hung);
    Bitfield good =
        Bitfield.of(
            result.readings().stream().mapToLong(reading -> reading.sector().number()).toArray());
    return new FileCheck(window, at, asked, good, numbers(bad(result, sectors)));
  }

  /** What a run did not come to in its time tells nothing. */
  private static List<BadSector> bad(PostResult result, Located sectors) {
    return Stream.concat(
            sectors.missing().stream().map(Located.Unplaced::sector),
            result.bad().stream().filter(bad -> !(bad.defect() instanceof Defect.NotInTime)))
        .toList();
  }

  private static Bitfield numbers(List<BadSector> sectors) {
    return Bitfield.of(sectors.stream().mapToLong(bad -> bad.sector().number()).toArray());
  }
}
