package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.NullRounds;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The blocks of a node as its callers see them: while the node is to have lost old states, their
 * roots are not here. Whoever reads an old state begins at its root.
 */
final class StateCurtain implements Blocks {
  private final Blocks below;
  private final Chain chain;
  private final LongSupplier kept;
  private final Set<Cid> hidden = new HashSet<>();
  private Tipset hiddenFor;
  private long hiddenFrom = -1;

  /**
   * @param kept how many epochs of states are shown; negative for all
   */
  StateCurtain(Blocks below, Chain chain, LongSupplier kept) {
    this.below = below;
    this.chain = chain;
    this.kept = kept;
    this.hiddenFor = chain.genesis();
  }

  @Override
  public Cid put(byte[] block) {
    return below.put(block);
  }

  @Override
  public Optional<byte[]> block(Cid cid) throws IOException {
    long shown = kept.getAsLong();
    return shown >= 0 && isHidden(cid, shown) ? Optional.empty() : below.block(cid);
  }

  private synchronized boolean isHidden(Cid cid, long shown) throws IOException {
    Tipset head = chain.head();
    if (!head.equals(hiddenFor) || shown != hiddenFrom) {
      hidden.clear();
      hide(head, shown);
      hiddenFor = head;
      hiddenFrom = shown;
    }
    return hidden.contains(cid);
  }

  private void hide(Tipset head, long shown) throws IOException {
    long oldest = head.height().height() - shown;
    if (oldest <= 0) {
      return;
    }
    Tipset at = chain.tipsetAt(new Epoch(oldest - 1), TipsetKey.HEAD, NullRounds.BEFORE);
    while (at.height().height() > 0) {
      hidden.add(at.parentStateRoot());
      at = chain.tipset(at.parents());
    }
    for (Tipset young = head; young.height().height() >= oldest; ) {
      hidden.remove(young.parentStateRoot());
      if (young.height().height() == 0) {
        break;
      }
      young = chain.tipset(young.parents());
    }
  }
}
