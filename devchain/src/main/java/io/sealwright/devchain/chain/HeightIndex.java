package io.sealwright.devchain.chain;

import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Marks on the way from the head down to genesis, one every so many epochs, so that an old tipset
 * is found without reading all that is above it. Marks are made as the way is walked.
 */
final class HeightIndex {
  private static final long SPACING = 32;

  private final Tipsets tipsets;
  private final NavigableMap<Long, TipsetKey> marks = new TreeMap<>();
  private Optional<Tipset> top = Optional.empty();

  /** Where tipsets are read from. */
  @FunctionalInterface
  interface Tipsets {
    Tipset load(TipsetKey key) throws IOException;
  }

  HeightIndex(Tipsets tipsets) {
    this.tipsets = tipsets;
  }

  /** Makes the next head known, a child of the last one unless that was cut off. */
  synchronized void moveTo(Tipset head) {
    top.filter(last -> bucket(last) != bucket(head))
        .ifPresent(last -> marks.put(last.height().height(), last.key()));
    top = Optional.of(head);
  }

  /** Forgets all from an epoch up, before other tipsets take their place. */
  synchronized void cutFrom(Epoch height) {
    marks.tailMap(height.height(), true).clear();
    top = Optional.empty();
  }

  /** The lowest tipset not below an epoch, on the way down from another. */
  synchronized Tipset find(Epoch height, Tipset from) throws IOException {
    Tipset at = from;
    boolean marked = false;
    while (true) {
      if (!marked && isMarked(at)) {
        marked = true;
        Map.Entry<Long, TipsetKey> nearer = marks.ceilingEntry(height.height());
        if (nearer != null && nearer.getKey() < at.height().height()) {
          at = tipsets.load(nearer.getValue());
        }
      }
      if (at.height().equals(height) || at.height().height() == 0) {
        return at;
      }
      Tipset parent = tipsets.load(at.parents());
      if (parent.height().isBefore(height)) {
        return at;
      }
      if (marked && bucket(parent) != bucket(at)) {
        marks.put(at.height().height(), at.key());
      }
      at = parent;
    }
  }

  private boolean isMarked(Tipset tipset) {
    return top.filter(tipset::equals).isPresent()
        || tipset.key().equals(marks.get(tipset.height().height()));
  }

  private static long bucket(Tipset tipset) {
    return tipset.height().height() / SPACING;
  }
}
