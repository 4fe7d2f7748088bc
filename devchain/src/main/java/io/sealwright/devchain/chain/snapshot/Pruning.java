package io.sealwright.devchain.chain.snapshot;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.store.Reachable;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.Collection;

/**
 * Forgets old states for good. What stays: all headers, messages and receipts, the state of
 * genesis, and the states of the newest epochs. Nobody may write to the folder meanwhile.
 */
public final class Pruning {
  /** States younger than this are needed to make blocks. */
  public static final long LEAST_KEPT = 30;

  private Pruning() {}

  /**
   * Drops what is not wanted any more.
   *
   * @param keep how many epochs of states stay
   * @param wanted blocks that have to stay besides
   * @return how many blocks are gone
   */
  public static long run(BlockFolder folder, Chain chain, long keep, Collection<Cid> wanted)
      throws IOException {
    Reachable reachable = new Reachable(folder);
    wanted.forEach(reachable::addAlone);
    Tipset head = chain.head();
    reachable.addTree(chain.stateAfter(head));
    reachable.addTree(chain.receiptsAfter(head));
    long oldest = head.height().height() - Math.max(keep, LEAST_KEPT);
    for (Tipset at = head; ; at = chain.tipset(at.parents())) {
      boolean isGenesis = at.height().height() == 0;
      for (BlockHeader block : at.blocks()) {
        reachable.addAlone(block.cid());
        reachable.addTree(block.messages());
        reachable.addTree(block.parentReceipts());
        if (isGenesis || block.height().height() > oldest) {
          reachable.addTree(block.parentStateRoot());
        }
        if (isGenesis) {
          block.parents().forEach(reachable::addAlone);
        }
      }
      if (isGenesis) {
        break;
      }
    }
    return folder.drop(cid -> !reachable.isWanted(cid));
  }
}
