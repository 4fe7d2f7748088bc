package io.sealwright.engine.cluster.sectors;

import io.sealwright.engine.cluster.sectors.SectorRow.Record;
import io.sealwright.lotus.brief.SectorBrief;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Joins a miner's records with the chain.
 *
 * <p>A miner lists each blank record as one more sector 0, so the number 0 may be there several
 * times, and each is answered with the record of sector 0 itself. The first is taken for the sector,
 * the others are marked.
 */
public final class SectorList {
  /** The rows by number, and sectors before their blank doubles. */
  private static final Comparator<SectorRow> ORDER =
      Comparator.comparingLong(SectorRow::number).thenComparing(SectorRow::record);

  private SectorList() {}

  /** The sectors the chain has of a miner, and those of them that have power. */
  public record Chain(Bitfield all, Bitfield active) {}

  /** A number of the miner's list and what it answered about it. */
  public record Answer(long asked, SectorBrief brief) {}

  /**
   * The rows in their order.
   *
   * @param answers in the order of the miner's list
   * @param shown which states are wanted
   */
  public static List<SectorRow> of(List<Answer> answers, Chain chain, Predicate<String> shown) {
    List<SectorRow> rows = new ArrayList<>(answers.size());
    Set<Long> seen = new HashSet<>();
    for (Answer answer : answers) {
      boolean again = !seen.add(answer.asked());
      boolean blank = again || answer.brief().number() != answer.asked();
      if (shown.test(answer.brief().state())) {
        rows.add(
            new SectorRow(
                answer.asked(),
                answer.brief(),
                blank ? Record.BLANK : Record.SECTOR,
                chain.all().contains(answer.asked()),
                chain.active().contains(answer.asked())));
      }
    }
    rows.sort(ORDER);
    return rows;
  }
}
