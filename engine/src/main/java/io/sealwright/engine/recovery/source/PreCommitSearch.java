package io.sealwright.engine.recovery.source;

import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.PreCommitCbor;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the messages that pre-committed sectors, for nodes that kept messages and forgot state: one
 * search for all sectors, newest message first.
 *
 * <p>The node is asked to list the messages to the miner; one that refuses, or does not come to an
 * end, is walked through epoch by epoch instead. What a message says counts if its CommR is the one
 * on chain, and for a sector the chain no longer has, if the message did what it should.
 */
public final class PreCommitSearch {
  /** A day: a node lists so much in a moment, and an operator sees that something moves. */
  private static final EpochSpan SLICE = new EpochSpan(2880);

  private final ChainView node;
  private final EpochSpan window;
  private final SearchWatcher watcher;
  private final Map<SectorNumber, OnChain> wanted = new LinkedHashMap<>();
  private final Map<SectorNumber, Tried> found = new LinkedHashMap<>();
  private final Map<SectorNumber, SectorPreCommit> kept = new LinkedHashMap<>();
  private final Map<SectorNumber, Excuse> passedOver = new LinkedHashMap<>();
  private long done;

  /**
   * The promise of one sector that the chain has.
   *
   * @param window how many epochs of messages are searched
   * @throws RpcException if the search broke off; also where messages are not there any more
   */
  public static Optional<SectorPreCommit> promise(
      ChainView node, SectorNumber number, EpochSpan window)
      throws RpcException, InterruptedException {
    PreCommitSearch search = new PreCommitSearch(node, window, SearchWatcher.silent());
    search.want(number, node.look(number));
    if (!search.wanted.isEmpty()) {
      search.lookThrough(search.reach());
    }
    return Optional.ofNullable(search.kept.get(number));
  }

  PreCommitSearch(ChainView node, EpochSpan window, SearchWatcher watcher) {
    this.node = node;
    this.window = window;
    this.watcher = watcher;
  }

  /** An answer for each sector. */
  Map<SectorNumber, Tried> search(Map<SectorNumber, OnChain> sectors) throws InterruptedException {
    sectors.forEach(this::want);
    if (!wanted.isEmpty()) {
      Reach reach = reach();
      Optional<Excuse> trouble = troubleIn(reach);
      for (SectorNumber number : List.copyOf(wanted.keySet())) {
        found.put(number, new Tried(origin(node.name()), missing(number, reach, trouble)));
      }
    }
    return Map.copyOf(found);
  }

  private void want(SectorNumber number, OnChain chain) {
    if (chain instanceof OnChain.Live live && live.proof().family() == SealFamily.NON_INTERACTIVE) {
      found.put(
          number,
          new Tried(origin(node.name()), new Answer.Absent(new Excuse.NoPreCommitNeeded())));
    } else {
      wanted.put(number, chain);
    }
  }

  private Answer missing(SectorNumber number, Reach reach, Optional<Excuse> trouble) {
    Optional<Excuse> other = Optional.ofNullable(passedOver.get(number));
    if (trouble.isPresent() || other.isPresent()) {
      return Answer.Failed.because(other.or(() -> trouble).orElseThrow());
    }
    return new Answer.Absent(new Excuse.NoMessage(reach.from(), reach.downTo()));
  }

  private Reach reach() {
    return Reach.of(wanted.values(), node.head().height(), window);
  }

  /** Looks at messages until all sectors are found. */
  private void lookThrough(Reach reach) throws RpcException, InterruptedException {
    for (Reach slice : reach.slices(SLICE)) {
      look(slice);
      done += slice.epochs();
      watcher.at(done, reach.epochs());
    }
  }

  /** The same; says what kept it from looking at all. */
  private Optional<Excuse> troubleIn(Reach reach) throws InterruptedException {
    try {
      lookThrough(reach);
      return Optional.empty();
    } catch (RpcException e) {
      return Optional.of(
          new Excuse.SearchBrokeOff(reach.from(), reach.downTo(), ChainSource.words(e)));
    }
  }

  private void look(Reach slice) throws RpcException, InterruptedException {
    if (wanted.isEmpty()) {
      return;
    }
    Tipset first = node.tipsetAt(slice.from());
    List<Cid> listed;
    try {
      listed = node.messages(first.key(), slice.downTo());
    } catch (RpcException _) {
      walk(first, slice);
      return;
    }
    for (Cid cid : listed) {
      if (!wanted.isEmpty()) {
        consider(cid, node.message(cid));
      }
    }
  }

  private void walk(Tipset first, Reach reach) throws RpcException, InterruptedException {
    Tipset at = first;
    while (!wanted.isEmpty() && at.height().compareTo(reach.downTo()) > 0) {
      for (Included sent : node.parentMessages(at.blocks().getFirst().cid())) {
        consider(sent.cid(), sent.message());
      }
      at = node.tipset(at.parents());
    }
  }

  private void consider(Cid cid, Message message) throws RpcException, InterruptedException {
    if (!PreCommitCbor.isPreCommit(message.method()) || !mayBeToMiner(message.to())) {
      return;
    }
    List<SectorPreCommit> promises;
    try {
      promises = PreCommitCbor.decode(message.method(), message.params());
    } catch (CborException _) {
      return; // Another actor's method of that number, or a message that failed.
    }
    for (SectorPreCommit promise : promises) {
      OnChain chain = wanted.get(promise.number());
      if (chain != null && counts(cid, message.to(), promise, chain)) {
        Answer answer = ChainSource.facts(node, promise);
        found.put(promise.number(), new Tried(origin(node.name() + ", " + cid), answer));
        kept.put(promise.number(), promise);
        wanted.remove(promise.number());
      }
    }
  }

  /** The ID address names the miner for certain; a robust one has to be believed by the CommR. */
  private boolean mayBeToMiner(Address to) {
    return to.equals(Address.of(node.miner())) || to.kind() == AddressKind.ACTOR;
  }

  private boolean counts(Cid cid, Address to, SectorPreCommit promise, OnChain chain)
      throws RpcException, InterruptedException {
    Optional<CommR> judge = chain.commR();
    if (judge.isPresent()) {
      boolean same = judge.get().equals(promise.sealed());
      if (!same) {
        passedOver.put(promise.number(), new Excuse.OtherCommR(cid));
      }
      return same;
    }
    boolean done = to.equals(Address.of(node.miner())) && node.succeeded(cid).orElse(Boolean.FALSE);
    if (!done) {
      passedOver.put(promise.number(), new Excuse.NotKnownToSucceed(cid));
    }
    return done;
  }

  private static Origin origin(String name) {
    return new Origin(SourceKind.PRE_COMMIT_MESSAGE, name);
  }
}
