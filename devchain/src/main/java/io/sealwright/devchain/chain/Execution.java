package io.sealwright.devchain.chain;

import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Carries out tipsets, each once as long as it is remembered. */
final class Execution {
  private static final int REMEMBERED = 256;

  private final Chain chain;
  private final StateMachine machine;
  private final MessageStore messages;
  private final Recent<TipsetKey, Result> results = new Recent<>(REMEMBERED);

  /** What the headers of a tipset's children say of it. */
  record Result(Cid state, Cid receipts) {}

  Execution(Chain chain, StateMachine machine, MessageStore messages) {
    this.chain = chain;
    this.machine = machine;
    this.messages = messages;
  }

  /** The state after a tipset and the root of its receipts. */
  Result of(Tipset tipset) throws IOException {
    BlockHeader first = tipset.blocks().getFirst();
    if (tipset.height().equals(Epoch.GENESIS)) {
      return new Result(first.parentStateRoot(), first.parentReceipts());
    }
    var known = results.get(tipset.key());
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    synchronized (this) {
      var meanwhile = results.get(tipset.key());
      return meanwhile.isPresent() ? meanwhile.orElseThrow() : carryOut(tipset);
    }
  }

  /** Does something while no tipset is carried out, and forgets what was carried out before. */
  synchronized void whileQuiet(Chain.Quiet action) throws IOException {
    results.clear();
    action.run();
  }

  private Result carryOut(Tipset tipset) throws IOException {
    Tipset parent = chain.tipset(tipset.parents());
    List<Epoch> skipped = new ArrayList<>();
    for (long at = parent.height().height() + 1; at < tipset.height().height(); at++) {
      skipped.add(new Epoch(at));
    }
    List<TipsetWork.Block> blocks = new ArrayList<>();
    for (BlockHeader block : tipset.blocks()) {
      BlockMessages inside = messages.of(block);
      long wins = block.electionProof().map(ElectionProof::winCount).orElse(0L);
      blocks.add(
          new TipsetWork.Block(number(block.miner()), wins, inside.bls(), inside.secp()));
    }
    BlockHeader first = tipset.blocks().getFirst();
    TipsetWork work = new TipsetWork(tipset.height(), skipped, first.parentBaseFee(), blocks);
    StateMachine.Outcome outcome =
        machine.apply(tipset.parentStateRoot(), work, chain.randomness(tipset));
    Result result = new Result(outcome.state(), messages.putReceipts(outcome.receipts()));
    results.put(tipset.key(), result);
    return result;
  }

  private static long number(Address miner) throws IOException {
    return miner.actor().orElseThrow(() -> new IOException("a block by " + miner));
  }
}
