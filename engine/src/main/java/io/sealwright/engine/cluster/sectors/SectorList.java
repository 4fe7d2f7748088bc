package io.sealwright.engine.cluster.sectors;

import io.sealwright.engine.cluster.sectors.SectorRow.Kind;
import io.sealwright.lotus.brief.SectorBrief;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Joins a miner's records with the chain.
 *
 * <p>A miner lists each blank record as one more sector 0, so the number 0 may be there several
 * times, and each is answered with the record of sector 0 itself. The first is taken for the
 * sector, the others are marked.
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
   * Which records are wanted.
   *
   * @param states none means all
   * @param removed whether removed sectors are shown although no states were named
   */
  public record Wanted(Set<String> states, boolean removed) {
    public Wanted {
      states = Set.copyOf(states);
    }

    private boolean shows(String state) {
      return removed || !states.isEmpty() || !state.equals(SectorStates.REMOVED);
    }

    /** Whether a state is another one than was asked for. */
    private boolean isOther(String state) {
      return !states.isEmpty() && !states.contains(state);
    }
  }

  /**
   * The rows in their order.
   *
   * @param answers in the order of the miner's list
   */
  public static List<SectorRow> of(List<Answer> answers, Chain chain, Wanted wanted) {
    List<SectorRow> rows = new ArrayList<>(answers.size());
    Set<Long> seen = new HashSet<>();
    for (Answer answer : answers) {
      Kind record = record(answer, !seen.add(answer.asked()), wanted);
      if (record == Kind.BLANK || wanted.shows(answer.brief().state())) {
        rows.add(
            new SectorRow(
                answer.asked(),
                answer.brief(),
                record,
                chain.all().contains(answer.asked()),
                chain.active().contains(answer.asked())));
      }
    }
    rows.sort(ORDER);
    return rows;
  }

  /** A sector 0 in another state than the miner was asked for is not that sector, but a record. */
  private static Kind record(Answer answer, boolean again, Wanted wanted) {
    SectorBrief brief = answer.brief();
    boolean zero = answer.asked() == 0;
    boolean blank =
        again || zero && wanted.isOther(brief.state()) || !zero && brief.isBlank(answer.asked());
    return blank ? Kind.BLANK : Kind.SECTOR;
  }
}
