package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.BlockMaker;
import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.ChainMessage;
import io.sealwright.devchain.chain.ChainRefusal;
import io.sealwright.devchain.chain.MessageSource;
import io.sealwright.devchain.chain.States;
import io.sealwright.devchain.chain.snapshot.SnapshotExport;
import io.sealwright.devchain.mpool.GasEstimator;
import io.sealwright.devchain.mpool.MessageRefused;
import io.sealwright.devchain.mpool.Mpool;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.devchain.wallet.Wallet;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.auth.TokenAuthority;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A chain in one process, and all that may be asked of it. Thread-safe: whoever reads is never held
 * up by whoever makes blocks.
 */
public final class DevNode implements AutoCloseable {
  private static final EpochSpan ONE = new EpochSpan(1);

  private final NodeSettings settings;
  private final Parts parts;
  private final NodeFolder folder;
  private final StateMachine machine;
  private final States states;
  private final Wallet wallet;
  private final byte[] tokenSecret;
  private final Chain chain;
  private final Blocks shown;
  private final Mpool pool;
  private final GasEstimator gas;
  private final MessageSender sender;
  private final BlockMaker maker;
  private final Pace pace;
  private final Forgetting forgetting;
  private final Object making = new Object();
  private Optional<Ticker> ticker = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();
  private long skipped;
  private volatile Faults faults = Faults.NONE;

  private DevNode(NodeSettings settings, Parts parts, NodeFolder folder, Beginning beginning)
      throws IOException {
    this.settings = settings;
    this.parts = parts;
    this.folder = folder;
    this.machine = parts.machine().apply(folder.blocks());
    this.states = parts.states().apply(folder.blocks());
    this.wallet = new Wallet(folder.keystore(), letter(), parts.random());
    this.tokenSecret = folder.tokenSecret(parts.random());
    if (!Chain.isIn(folder.blocks())) {
      beginning.begin(folder.blocks(), wallet);
    }
    this.chain =
        Chain.open(folder.blocks(), new Chain.Rules(states, machine, settings.rules().version()));
    this.shown = new StateCurtain(folder.blocks(), chain, () -> faults.forgetStates());
    Mpool.Options options = new Mpool.Options(states, letter(), settings.replaceRule());
    this.pool = Mpool.open(chain, folder.blocks(), options);
    pool.strand(message -> faults.strands(message));
    this.gas = new GasEstimator(chain, pool, machine, options, parts.random());
    SentRegister register = new SentRegister(folder.blocks());
    this.sender = new MessageSender(pool, gas, wallet, register, chart());
    this.maker =
        new BlockMaker(chain, (worker, bytes) -> wallet.load(worker).map(key -> key.sign(bytes)));
    this.pace = new Pace(settings.blockTime(), chain.head());
    this.forgetting = new Forgetting(folder.blocks(), chain, sender, register);
  }

  /** Opens the node in a folder, or makes one there. */
  public static DevNode open(Path data, NodeSettings settings, Parts parts, Beginning beginning)
      throws IOException {
    NodeFolder folder = NodeFolder.take(data);
    try {
      return new DevNode(settings, parts, folder, beginning);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  public NodeSettings settings() {
    return settings;
  }

  /** The blocks there are, states that are to be lost left out. */
  public Blocks blocks() {
    return shown;
  }

  public Chain chain() {
    return chain;
  }

  public States states() {
    return states;
  }

  public Mpool mpool() {
    return pool;
  }

  public GasEstimator gas() {
    return gas;
  }

  public Wallet wallet() {
    return wallet;
  }

  /** The secret the node's tokens are signed with. */
  public byte[] tokenSecret() {
    return tokenSecret.clone();
  }

  /** A token with all permissions, as it lies in the folder. */
  public String adminToken() {
    return new TokenAuthority(tokenSecret).sign(Permissions.ALL);
  }

  /** Writes where the node is served, so that clients find it; goes when the node closes. */
  public void announce(String multiaddress) throws IOException {
    folder.announce(multiaddress);
  }

  /** Estimates, gives a nonce, signs and pushes a message. */
  public SignedMessage send(Message message, SendSpec spec)
      throws MessageRefused, WalletRefusal, IOException {
    return sender.send(message, spec);
  }

  /** What a message would do after what its sender has in a tipset; a limit of 0 is none. */
  public StateMachine.Trial call(Message message, TipsetKey key) throws IOException {
    Tipset tipset = chain.tipset(key);
    Cid state = tipset.parentStateRoot();
    requireState(state);
    Actor caller =
        states
            .actor(state, message.from())
            .orElseThrow(() ->
                new ChainRefusal(
                    "sender %s not found on chain: sender validation failed"
                        .formatted(message.from().text(letter()))));
    List<Message> row = new ArrayList<>();
    for (ChainMessage before : chain.messagesIn(tipset)) {
      if (before.message().from().equals(message.from())) {
        row.add(before.message());
      }
    }
    row.add(message.withNonce(caller.nonce() + row.size()));
    return machine.attempt(state, tipset.height(), row, chain.randomness(tipset));
  }

  /** The balance of an address in the head's state, zero if nobody has it. */
  public TokenAmount balance(Address address) throws IOException {
    return states
        .actor(chain.head().parentStateRoot(), address)
        .map(Actor::balance)
        .orElse(TokenAmount.ZERO);
  }

  /** Refuses a state that is not here, or is to be lost, in the words of a pruned node. */
  public void requireState(Cid state) throws IOException {
    if (shown.block(state).isEmpty()) {
      throw new ChainRefusal(
          "failed to load state tree %s: failed to load hamt node: ipld: could not find %s"
              .formatted(state, state));
    }
  }

  /** Makes one tipset now. */
  public Tipset step() throws IOException {
    synchronized (making) {
      if (faults.stuckHead()) {
        throw new IOException("the head is stuck, as it was asked to be");
      }
      Tipset parent = chain.head();
      Epoch height = parent.height().plus(new EpochSpan(1 + skipped));
      long timestamp = pace.timestamp(parent, height, parts.time().instant());
      Tipset made =
          maker.make(new BlockMaker.Order(parent, height, timestamp, leastBaseFee(), 0), pool);
      chain.moveTo(made);
      skipped = 0;
      if (settings.keep().isPresent()) {
        forgetting.after(made, settings.keep().getAsLong());
      }
      return made;
    }
  }

  /** Leaves so many epochs without a block, before the next one. */
  public void skip(long epochs) {
    if (epochs < 0) {
      throw new IllegalArgumentException(epochs + " epochs to skip");
    }
    synchronized (making) {
      skipped = Math.addExact(skipped, epochs);
    }
  }

  /** Makes tipsets as time goes by, until the node closes. */
  public void start() {
    synchronized (making) {
      if (ticker.isEmpty()) {
        ticker = Optional.of(new Ticker(new Beat(), settings.blockTime()));
      }
    }
  }

  /** Why the clock made no block when it last was to make one. */
  public Optional<String> trouble() {
    return trouble;
  }

  public Faults faults() {
    return faults;
  }

  public void setFaults(Faults next) {
    faults = next;
  }

  /** Replaces the newest tipsets, so many, by others with the same messages, and goes on. */
  public void reorganise(int depth) throws IOException {
    synchronized (making) {
      Deque<Tipset> old = new ArrayDeque<>();
      Tipset at = chain.head();
      for (int i = 0; i < depth; i++) {
        if (at.height().equals(Epoch.GENESIS)) {
          throw new IOException("the chain has only " + i + " tipsets to replace");
        }
        old.push(at);
        at = chain.tipset(at.parents());
      }
      for (Tipset replaced : old) {
        at = maker.make(otherThan(replaced, at), again(replaced));
      }
      chain.moveTo(at);
    }
  }

  /** Takes the parts of a snapshot, none larger than 1 MiB; the end is not marked. */
  @FunctionalInterface
  public interface ExportSink {
    void part(ByteString bytes) throws IOException, InterruptedException;
  }

  /** Writes a snapshot of the chain up to a tipset, with the newest states. */
  public void export(long recentStates, boolean skipOldMessages, TipsetKey head, ExportSink sink)
      throws IOException, InterruptedException {
    SnapshotExport.Choice choice =
        new SnapshotExport.Choice(chain.tipset(head), recentStates, skipOldMessages);
    forgetting.putOff();
    try {
      new SnapshotExport(shown, sink::part).write(choice);
    } finally {
      forgetting.resume();
    }
  }

  /** Stops making blocks after the one in work, and lets the folder go. */
  @Override
  public void close() throws IOException {
    Optional<Ticker> running;
    synchronized (making) {
      running = ticker;
      ticker = Optional.empty();
    }
    running.ifPresent(Ticker::close);
    synchronized (making) {
      folder.close();
    }
  }

  private TokenAmount leastBaseFee() {
    return faults.baseFee().orElse(TokenAmount.ZERO);
  }

  private BlockMaker.Order otherThan(Tipset replaced, Tipset parent) {
    BlockHeader first = replaced.blocks().getFirst();
    return new BlockMaker.Order(
        parent, replaced.height(), first.timestamp(), leastBaseFee(), first.forkSignaling() + 1);
  }

  /** The messages of a tipset once more, all in the first block. */
  private MessageSource again(Tipset replaced) throws IOException {
    List<SignedMessage> signed = new ArrayList<>();
    for (ChainMessage message : chain.messagesIn(replaced)) {
      signed.add(
          chain
              .signedMessage(message.cid())
              .orElseThrow(
                  () -> new IOException("the signature of " + message.cid() + " is forgotten")));
    }
    return (_, _, before) -> before.isEmpty() ? signed : List.of();
  }

  private NetworkLetter letter() {
    return settings.rules().letter();
  }

  private MessageSender.Chart chart() {
    return new MessageSender.Chart() {
      @Override
      public Optional<Address> key(Address address) throws IOException {
        return states.key(chain.head().parentStateRoot(), address);
      }

      @Override
      public TokenAmount balance(Address address) throws IOException {
        return DevNode.this.balance(address);
      }

      @Override
      public NetworkLetter letter() {
        return DevNode.this.letter();
      }
    };
  }

  /** The clock's view of the node. */
  private final class Beat implements Ticker.Beat {
    @Override
    public Duration untilDue() {
      synchronized (making) {
        Epoch next = chain.head().height().plus(ONE);
        Duration wait = Duration.between(parts.time().instant(), pace.due(next));
        Duration most = settings.blockTime();
        return wait.compareTo(most) > 0 || faults.stuckHead() ? most : wait;
      }
    }

    @Override
    public void make() throws IOException {
      try {
        if (!faults.stuckHead()) {
          step();
        }
        trouble = Optional.empty();
      } catch (IOException | RuntimeException e) {
        trouble = Optional.of(String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }
}
