package io.sealwright.engine.duty;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.proofs.window.BadSector;
import io.sealwright.proofs.window.PostLimits;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.PostResult;
import io.sealwright.proofs.window.SpacetimeRun;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether sectors can be proven, for whoever asks outside of the windows. */
public record SectorCheck(
    FullNode node, DutySettings settings, SectorFiles files, InstantSource clock) {
  /** What is not read by then was not read in time. */
  private static final Duration LONGEST = Duration.ofMinutes(20);

  /**
   * Reads of each sector what a proof would read, at leaves that nobody could know before, and
   * proves nothing.
   *
   * @return why sectors cannot be proven; those that can are left out
   */
  public Map<SectorNumber, String> unprovable(Collection<SectorNumber> asked)
      throws RpcException, IOException, InterruptedException {
    PostChain chain = new PostChain(node, settings.miner());
    Tipset head = chain.head();
    PostOrder order = WindowDuty.order(chain.identity(head), chain.challenge(head.height(), head));
    Bitfield numbers = Bitfield.of(asked.stream().mapToLong(SectorNumber::number).toArray());
    List<Sector> sectors = chain.sectors(numbers, head);
    Map<SectorNumber, String> reasons = new TreeMap<>();
    asked.forEach(number -> reasons.put(number, "the chain has no such sector"));
    sectors.forEach(sector -> reasons.remove(sector.number()));
    Located located = Located.of(settings.miner(), order.size(), sectors, files);
    Instant end = clock.instant().plus(LONGEST);
    PostLimits limits =
        new PostLimits(settings.threads(), settings.readers(), settings.slow(), end, end);
    PostResult result = new SpacetimeRun(order, limits, clock, _ -> {}).read(located.placed());
    result.hung().forEach(WindowLog::hung);
    Stream.concat(located.unplaced().map(Located.Unplaced::sector), result.bad().stream())
        .forEach((BadSector bad) -> reasons.put(bad.sector(), bad.defect().words()));
    return reasons;
  }
}
