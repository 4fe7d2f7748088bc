package io.sealwright.devchain.mpool;

import io.sealwright.devchain.chain.BlockMessages;
import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.HeadChange;
import io.sealwright.devchain.chain.MessageSource;
import io.sealwright.devchain.chain.States;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message pool. Messages wait by sender until the chain has taken them, over restarts too;
 * there are no other nodes, so none has to be told of them again. Thread-safe.
 *
 * <p>A node also throws the worst messages out when there are too many, but never its own, and here
 * all are its own: a pool is bounded by a thousand messages for each account that has funds.
 */
public final class Mpool implements MessageSource {
  private static final Logger LOG = LoggerFactory.getLogger(Mpool.class);

  private final Chain chain;
  private final Options options;
  private final Accounts accounts;
  private final Admission admission;
  private final PoolMemory memory;
  private final Map<Address, SenderQueue> senders = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private MpoolConfig config;
  private Predicate<SignedMessage> stranded = message -> false;

  /** How a pool works: how states are read, how addresses are written, what replaces what. */
  public record Options(States states, NetworkLetter letter, ReplaceRule rule) {}

  /** One listener may be there twice; each subscription ends alone. */
  private final class Subscription implements Chain.Watch {
    private final Consumer<MpoolChange> listener;

    Subscription(Consumer<MpoolChange> listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      subscriptions.remove(this);
    }
  }

  private Mpool(Chain chain, BlockFolder folder, Options options) throws IOException {
    this.chain = chain;
    this.options = options;
    this.accounts = new Accounts(chain, options.states, options.letter);
    this.admission = new Admission(accounts);
    this.memory = new PoolMemory(folder);
    this.config = memory.config();
  }

  /** The pool of a chain, with the messages that were waiting when the last process ended. */
  public static Mpool open(Chain chain, BlockFolder folder, Options options) throws IOException {
    Mpool pool = new Mpool(chain, folder, options);
    for (SignedMessage message : pool.memory.load()) {
      try {
        pool.add(message, Origin.LOCAL);
      } catch (MessageRefused e) {
        LOG.info("message {} waits no longer: {}", message.cid(), e.getMessage());
      }
    }
    chain.watch(pool::follow);
    return pool;
  }

  /** The blocks a folder must not forget, or messages that wait would be lost. */
  public static List<Cid> blocksOf(BlockFolder folder) throws IOException {
    return PoolMemory.noted(folder);
  }

  /** The pending messages, sender by sender, nonces ascending. */
  public synchronized List<SignedMessage> pending() {
    return senders.values().stream().flatMap(queue -> queue.messages().stream()).toList();
  }

  /** The pending messages of one sender, nonces ascending. */
  public synchronized List<SignedMessage> pendingOf(Address sender) throws IOException {
    return find(sender).map(queue -> List.copyOf(queue.messages())).orElse(List.of());
  }

  /** Pending messages, and those that tipsets above the pool's own have included. */
  public List<SignedMessage> pending(TipsetKey key) throws IOException {
    Tipset head = chain.head();
    List<SignedMessage> found = new ArrayList<>(pending());
    Set<Cid> have = new HashSet<>();
    found.forEach(message -> have.add(message.cid()));
    Tipset at = chain.tipset(key);
    while (!at.height().isBefore(head.height()) && !at.equals(head)) {
      for (SignedMessage message : signedIn(at)) {
        if (have.add(message.cid())) {
          found.add(message);
        }
      }
      at = chain.tipset(at.parents());
    }
    return found;
  }

  /** Lets a signed message in that came over the API, a trusted one or the public's. */
  public Cid push(SignedMessage message, boolean trusted) throws MessageRefused, IOException {
    return push(message, trusted ? Origin.LOCAL : Origin.UNTRUSTED);
  }

  /** Lets a signed message in. */
  public Cid push(SignedMessage message, Origin origin) throws MessageRefused, IOException {
    admission.checkAlone(message);
    synchronized (this) {
      add(message, origin);
      memory.note(pending());
      memory.commit();
    }
    return message.cid();
  }

  /** The next nonce of a sender, its pending messages counted. */
  public synchronized long nonce(Address sender) throws MessageRefused, IOException {
    long inState = accounts.require(sender, chain.head()).nonce();
    long next = find(sender).map(SenderQueue::nextNonce).orElse(inState);
    return Long.compareUnsigned(inState, next) > 0 ? inState : next;
  }

  /**
   * The messages the next block on a tipset would take.
   *
   * @param ticketQuality is not looked at: all are chosen as for the first block of an epoch
   */
  public List<SignedMessage> select(TipsetKey parent, double ticketQuality) throws IOException {
    Tipset tipset = chain.tipset(parent);
    return messages(tipset, chain.nextBaseFee(tipset), List.of());
  }

  @Override
  public synchronized List<SignedMessage> messages(
      Tipset parent, TokenAmount baseFee, List<SignedMessage> before) throws IOException {
    Map<Address, List<SignedMessage>> candidates = new LinkedHashMap<>();
    for (Map.Entry<Address, SenderQueue> entry : senders.entrySet()) {
      Optional<Actor> sender = accounts.find(entry.getKey(), parent);
      if (sender.isPresent()) {
        Actor after = Prior.after(sender.orElseThrow(), entry.getKey(), before);
        Collection<SignedMessage> row = untilStranded(entry.getValue().messages());
        candidates.put(entry.getKey(), Selection.eligible(after, row));
      }
    }
    Selection selection = new Selection(baseFee);
    List<List<SignedMessage>> first = new ArrayList<>();
    for (Address preferred : config.priority()) {
      Address key = keyOf(preferred).orElse(preferred);
      Optional.ofNullable(candidates.remove(key)).ifPresent(first::add);
    }
    selection.take(first);
    selection.take(List.copyOf(candidates.values()));
    return selection.chosen();
  }

  /** Removes the pending messages; all are local, so without {@code local} none goes. */
  public synchronized void clear(boolean local) throws IOException {
    if (local) {
      List<SignedMessage> gone = pending();
      senders.clear();
      memory.note(List.of());
      memory.commit();
      gone.forEach(message -> tell(MpoolChange.Kind.REMOVE, message));
    }
  }

  public synchronized MpoolConfig config() {
    return config;
  }

  /** Takes a new configuration; one that would let the pool down is refused. */
  public synchronized void configure(MpoolConfig next) throws MessageRefused, IOException {
    if (next.replacePercent() < MpoolConfig.LEAST_REPLACE_PERCENT) {
      throw new MessageRefused(
          "'ReplaceByFeeRatio' is less than required %s < %s"
              .formatted(
                  MpoolConfig.percent(next.replacePercent()),
                  MpoolConfig.percent(MpoolConfig.LEAST_REPLACE_PERCENT)));
    }
    if (next.gasOverestimation() < 1) {
      throw new MessageRefused("'GasLimitOverestimation' cannot be less than 1");
    }
    config = next;
    memory.keep(next);
    memory.commit();
  }

  /** Checks messages that are not signed yet; {@code nonceSet} says whose nonces are meant. */
  public List<List<MessageCheck>> check(List<Message> messages, List<Boolean> nonceSet)
      throws IOException {
    List<MessageChecks.Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      proposals.add(new MessageChecks.Proposal(messages.get(i), nonceSet.get(i)));
    }
    return new MessageChecks(chain, this).ofNew(proposals);
  }

  /** Checks the pending messages of a sender. */
  public List<List<MessageCheck>> checkPending(Address sender) throws IOException {
    return new MessageChecks(chain, this).ofPending(sender);
  }

  /** Checks messages that replace pending ones. */
  public List<List<MessageCheck>> checkReplacements(List<Message> messages) throws IOException {
    return new MessageChecks(chain, this).ofReplacements(messages);
  }

  /** Keeps messages out of blocks, and those of the same sender behind them. */
  public synchronized void strand(Predicate<SignedMessage> these) {
    stranded = these;
  }

  /** Does something while no message comes in. */
  public synchronized void whileQuiet(Chain.Quiet action) throws IOException {
    action.run();
  }

  /** Tells of every message that comes or goes; closing ends that. The pool waits meanwhile. */
  public Chain.Watch watch(Consumer<MpoolChange> listener) {
    Subscription subscription = new Subscription(listener);
    subscriptions.add(subscription);
    return subscription;
  }

  /** What waits of a sender, as figures; for checks. */
  record Waiting(long nextNonce, TokenAmount gasFunds, List<SignedMessage> messages) {}

  synchronized Optional<Waiting> waiting(Address sender) throws IOException {
    return find(sender)
        .map(queue ->
            new Waiting(queue.nextNonce(), queue.requiredFunds(), List.copyOf(queue.messages())));
  }

  Accounts accounts() {
    return accounts;
  }

  private void add(SignedMessage message, Origin origin) throws MessageRefused, IOException {
    Tipset head = chain.head();
    Address sender = message.message().from();
    SenderQueue queue = queueOf(sender, head);
    admission.checkAt(head, message, queue, origin);
    Optional<SignedMessage> replaced;
    try {
      replaced = queue.add(message, origin);
    } catch (MessageRefused e) {
      throw e.after("failed to add locked");
    }
    senders.putIfAbsent(accounts.key(sender, head), queue);
    chain.keep(message);
    memory.keep(message);
    replaced.ifPresent(old -> LOG.debug("{} replaces {}", message.cid(), old.cid()));
    tell(MpoolChange.Kind.ADD, message);
  }

  /** The queue of a sender; a new one is not kept yet. */
  private SenderQueue queueOf(Address sender, Tipset head) throws MessageRefused, IOException {
    Optional<SenderQueue> known = find(sender);
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    long nonce = accounts.find(sender, head).map(Actor::nonce).orElse(0L);
    return new SenderQueue(nonce, options.rule, options.letter);
  }

  private Optional<SenderQueue> find(Address sender) throws IOException {
    Optional<Address> key = keyOf(sender);
    return key.map(senders::get);
  }

  private Optional<Address> keyOf(Address sender) throws IOException {
    return options.states.key(chain.stateAfter(chain.head()), sender);
  }

  private Collection<SignedMessage> untilStranded(Collection<SignedMessage> row) {
    List<SignedMessage> free = new ArrayList<>();
    for (SignedMessage message : row) {
      if (stranded.test(message)) {
        break;
      }
      free.add(message);
    }
    return free;
  }

  /** Takes out what the chain took in, and back what it gave up. */
  private synchronized void follow(List<HeadChange> changes) {
    try {
      Map<Cid, SignedMessage> back = new LinkedHashMap<>();
      for (HeadChange change : changes) {
        switch (change.kind()) {
          case CURRENT -> {}
          case REVERT -> signedIn(change.tipset()).forEach(m -> back.put(m.cid(), m));
          case APPLY -> applied(change.tipset(), back);
        }
      }
      for (SignedMessage message : back.values()) {
        giveBack(message);
      }
      memory.note(pending());
    } catch (IOException e) {
      LOG.error("the message pool cannot follow the head: {}", e.toString());
    }
  }

  private void applied(Tipset tipset, Map<Cid, SignedMessage> back) throws IOException {
    for (BlockHeader block : tipset.blocks()) {
      BlockMessages messages = chain.messagesOf(block);
      messages.cids().forEach(back::remove);
      for (Message message : messages.unsigned()) {
        Optional<Address> key = options.states.key(tipset.parentStateRoot(), message.from());
        Optional<SenderQueue> queue = key.map(senders::get);
        if (queue.isPresent()) {
          queue
              .orElseThrow()
              .applied(message.nonce())
              .ifPresent(gone -> tell(MpoolChange.Kind.REMOVE, gone));
          if (queue.orElseThrow().isEmpty()) {
            senders.remove(key.orElseThrow());
          }
        }
      }
    }
  }

  private void giveBack(SignedMessage message) throws IOException {
    try {
      add(message, Origin.LOCAL);
    } catch (MessageRefused e) {
      LOG.info("message {} of a dropped tipset is lost: {}", message.cid(), e.getMessage());
    }
  }

  private List<SignedMessage> signedIn(Tipset tipset) throws IOException {
    List<SignedMessage> found = new ArrayList<>();
    for (var message : chain.messagesIn(tipset)) {
      chain.signedMessage(message.cid()).ifPresent(found::add);
    }
    return found;
  }

  private void tell(MpoolChange.Kind kind, SignedMessage message) {
    MpoolChange change = new MpoolChange(kind, message);
    subscriptions.forEach(subscription -> subscription.listener.accept(change));
  }
}
