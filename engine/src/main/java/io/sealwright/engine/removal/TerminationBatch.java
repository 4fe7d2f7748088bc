package io.sealwright.engine.removal;

import io.sealwright.engine.removal.Action.Means;
import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.method.SectorSelections.Selection;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.network.NetworkRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One message that ends sectors of one miner.
 *
 * @param permits it is made from
 * @param fees of its sectors together
 */
public record TerminationBatch(
    List<Permit> permits, SectorSelections selections, TokenAmount fees) {
  private static final long DEADLINE = 1L << 32;

  public TerminationBatch {
    permits = List.copyOf(permits);
  }

  /**
   * The fewest messages for these sectors, by deadline and partition. A permit for anything but a
   * termination by message is an IllegalArgumentException.
   */
  public static List<TerminationBatch> of(NetworkRules rules, Collection<Permit> permits) {
    Map<Long, List<Permit>> partitions = new TreeMap<>();
    for (Permit permit : permits) {
      ChainStanding.Place place = live(permit).place();
      partitions
          .computeIfAbsent(place.deadline() * DEADLINE + place.partition(), _ -> new ArrayList<>())
          .add(permit);
    }
    List<TerminationBatch> batches = new ArrayList<>();
    List<List<Permit>> open = new ArrayList<>();
    long sectors = 0;
    for (List<Permit> partition : partitions.values()) {
      boolean full =
          open.size() == SectorSelections.MOST
              || sectors + partition.size() > rules.sectorsPerMessage();
      if (full && !open.isEmpty()) {
        batches.add(batch(rules, open));
        open = new ArrayList<>();
        sectors = 0;
      }
      open.add(partition);
      sectors += partition.size();
    }
    if (!open.isEmpty()) {
      batches.add(batch(rules, open));
    }
    return List.copyOf(batches);
  }

  private static TerminationBatch batch(NetworkRules rules, List<List<Permit>> partitions) {
    List<Permit> all = partitions.stream().flatMap(List::stream).toList();
    TokenAmount fees =
        all.stream().map(permit -> fee(rules, permit)).reduce(TokenAmount.ZERO, TokenAmount::plus);
    return new TerminationBatch(
        all,
        new SectorSelections(partitions.stream().map(TerminationBatch::selection).toList()),
        fees);
  }

  private static Selection selection(List<Permit> partition) {
    ChainStanding.Place place = live(partition.getFirst()).place();
    long[] numbers =
        partition.stream().mapToLong(permit -> permit.sector().number().number()).toArray();
    return new Selection(place.deadline(), place.partition(), Bitfield.of(numbers));
  }

  private static TokenAmount fee(NetworkRules rules, Permit permit) {
    SectorFacts facts = permit.facts();
    return Bill.of(rules, live(permit), facts.head(), facts.recovery()).fee();
  }

  private static Live live(Permit permit) {
    if (permit.action() instanceof Action.Terminate(Means means)
        && means == Means.MESSAGE
        && permit.facts().chain() instanceof Live live) {
      return live;
    }
    throw new IllegalArgumentException("no permit to terminate by message: " + permit.action());
  }
}
