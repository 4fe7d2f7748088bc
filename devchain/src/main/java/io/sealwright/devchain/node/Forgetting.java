package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.snapshot.Pruning;
import io.sealwright.devchain.mpool.Mpool;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops old states every so often, but not while a snapshot is written. */
final class Forgetting {
  private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);

  /** The least epochs between two rounds. */
  private static final long LEAST_PAUSE = 20;

  private final BlockFolder folder;
  private final Chain chain;
  private final MessageSender sender;
  private final SentRegister register;
  private int putOffs;
  private long last = -1;

  Forgetting(BlockFolder folder, Chain chain, MessageSender sender, SentRegister register) {
    this.folder = folder;
    this.chain = chain;
    this.sender = sender;
    this.register = register;
  }

  synchronized void putOff() {
    putOffs++;
  }

  synchronized void resume() {
    putOffs--;
  }

  /** To be called after each epoch. */
  synchronized void after(Tipset head, long keep) throws IOException {
    long height = head.height().height();
    if (putOffs == 0 && (last < 0 || height - last >= Math.max(LEAST_PAUSE, keep / 4))) {
      sender.whileQuiet(() -> chain.whileQuiet(() -> drop(keep)));
      last = height;
    }
  }

  private void drop(long keep) throws IOException {
    List<Cid> wanted = new ArrayList<>(Mpool.blocksOf(folder));
    wanted.addAll(register.blocks());
    long gone = Pruning.run(folder, chain, keep, wanted);
    LOG.info("forgot states older than {} epochs: {} blocks", keep, gone);
  }
}
