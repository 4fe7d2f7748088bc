package io.sealwright.devchain.chain;

import io.sealwright.devchain.chain.consensus.BaseFee;
import io.sealwright.devchain.chain.consensus.Beacon;
import io.sealwright.devchain.chain.consensus.Weight;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import io.sealwright.protocol.message.SignedMessage;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chain in a folder of blocks: read from any thread, moved by one at a time.
 *
 * <p>The folder has a note of the head, committed together with the blocks it leads to, so that a
 * process that dies at any moment leaves a head with all that is below it.
 */
public final class Chain {
  static final CborCodec<List<Cid>> KEY = CborCodecs.CID.list(CborCodecs.MAX_ITEMS);

  private static final String HEAD_NOTE = "head";
  private static final int REMEMBERED_TIPSETS = 4096;

  private final BlockFolder folder;
  private final States states;
  private final NetworkVersion version;
  private final MessageStore messages;
  private final Execution execution;
  private final Recent<TipsetKey, Tipset> tipsets = new Recent<>(REMEMBERED_TIPSETS);
  private final HeightIndex heights = new HeightIndex(this::load);
  private final HeadFeed feed = new HeadFeed();
  private final MessageSearch search;
  private final Tipset genesis;
  private volatile Tipset head;

  /** How states are read and made, and the version of the rules for the price of gas. */
  public record Rules(States states, StateMachine machine, NetworkVersion version) {}

  /** Work that may not be disturbed. */
  @FunctionalInterface
  public interface Quiet {
    void run() throws IOException;
  }

  /** A listener's subscription. */
  public interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private Chain(BlockFolder folder, Rules rules, TipsetKey headKey) throws IOException {
    this.folder = folder;
    this.states = rules.states;
    this.version = rules.version;
    this.messages = new MessageStore(folder);
    this.execution = new Execution(this, rules.machine, messages);
    this.search = new MessageSearch(this);
    this.head = load(headKey);
    heights.moveTo(head);
    this.genesis = heights.find(Epoch.GENESIS, head);
  }

  /** Whether a folder holds a chain. */
  public static boolean isIn(BlockFolder folder) {
    return folder.note(HEAD_NOTE).isPresent();
  }

  /** Lets a chain in a folder end with a tipset whose blocks are there. */
  public static void begin(BlockFolder folder, TipsetKey head) throws IOException {
    folder.setNote(HEAD_NOTE, note(head));
    folder.commit();
  }

  /** The chain in a folder, where the process before this one left it. */
  public static Chain open(BlockFolder folder, Rules rules) throws IOException {
    var note = folder.note(HEAD_NOTE);
    if (note.isEmpty()) {
      throw new IOException("there is no chain in the folder");
    }
    TipsetKey key = new TipsetKey(KEY.decode(note.orElseThrow().toBytes()));
    return new Chain(folder, rules, key);
  }

  public Tipset head() {
    return head;
  }

  public Tipset genesis() {
    return genesis;
  }

  /** The tipset of a key; the head for the empty key. */
  public Tipset tipset(TipsetKey key) throws IOException {
    return key.isHead() ? head() : load(key);
  }

  public BlockHeader block(Cid cid) throws IOException {
    byte[] block = folder.block(cid).orElseThrow(() -> ChainRefusal.missing(cid));
    return ChainCbor.BLOCK_HEADER.decode(block);
  }

  /** The tipset of an epoch on the way down from another. */
  public Tipset tipsetAt(Epoch height, TipsetKey from, NullRounds nulls) throws IOException {
    if (height.height() < 0) {
      throw new ChainRefusal("height " + height + " is negative");
    }
    Tipset start = tipset(from);
    if (start.height().isBefore(height)) {
      throw new ChainRefusal(
          "looking for tipset with height greater than start point, req: %s, head: %s"
              .formatted(height, start.height()));
    }
    Tipset found = heights.find(height, start);
    boolean exact = found.height().equals(height) || nulls == NullRounds.AFTER;
    return exact ? found : load(found.parents());
  }

  /** What to revert and then apply to come from one tipset to another. */
  public List<HeadChange> path(TipsetKey from, TipsetKey to) throws IOException {
    List<HeadChange> reverts = new ArrayList<>();
    List<HeadChange> applies = new ArrayList<>();
    Tipset left = tipset(from);
    Tipset right = tipset(to);
    while (!left.equals(right)) {
      if (right.height().isBefore(left.height())) {
        reverts.add(new HeadChange(HeadChange.Kind.REVERT, left));
        left = load(left.parents());
      } else {
        applies.addFirst(new HeadChange(HeadChange.Kind.APPLY, right));
        right = load(right.parents());
      }
    }
    reverts.addAll(applies);
    return reverts;
  }

  /** The weight of the chain that ends with a tipset. */
  public BigInteger weight(Tipset tipset) throws IOException {
    return Weight.of(tipset, states.power(tipset.parentStateRoot()));
  }

  /** The state after a tipset's messages. */
  public Cid stateAfter(Tipset tipset) throws IOException {
    return execution.of(tipset).state();
  }

  /** The root of the receipts of a tipset, which its children name. */
  public Cid receiptsAfter(Tipset tipset) throws IOException {
    return execution.of(tipset).receipts();
  }

  /** Does something while no state is written; states made before are looked for anew. */
  public void whileQuiet(Quiet action) throws IOException {
    execution.whileQuiet(action);
  }

  Execution.Result resultOf(Tipset tipset) throws IOException {
    return execution.of(tipset);
  }

  /** The base fee of the tipset that would follow. */
  public TokenAmount nextBaseFee(Tipset tipset) throws IOException {
    List<Message> inside = messages.in(tipset).stream().map(ChainMessage::message).toList();
    TokenAmount fee = tipset.blocks().getFirst().parentBaseFee();
    return BaseFee.next(version, fee, inside, tipset.blocks().size());
  }

  public BlockMessages messagesOf(BlockHeader block) throws IOException {
    return messages.of(block);
  }

  /** Each message of a tipset once, in the order they are carried out. */
  public List<ChainMessage> messagesIn(Tipset tipset) throws IOException {
    return messages.in(tipset);
  }

  /** The receipts of a block's parents, in the order of their messages. */
  public List<Receipt> receipts(BlockHeader block) throws IOException {
    return messages.receipts(block.parentReceipts());
  }

  /** A message by either of its CIDs, on the chain or not. */
  public Message message(Cid cid) throws IOException {
    return messages.message(cid);
  }

  /** The signed form of a message, if its signature is known. */
  public Optional<SignedMessage> signedMessage(Cid cid) throws IOException {
    return messages.signed(cid);
  }

  /** Keeps a message so that it is found by its CIDs. */
  public void keep(SignedMessage message) {
    messages.put(message);
  }

  MessageStore messageStore() {
    return messages;
  }

  /** Randomness of the chain that ends with a tipset. */
  public Randomness randomness(Tipset tipset) {
    return new ChainRandomness(this, tipset);
  }

  /** BLAKE2b of the ticket of an epoch, from which randomness is drawn. */
  public Bytes32 ticketDigest(Epoch epoch, Tipset from) throws IOException {
    return new ChainRandomness(this, from).ticketDigest(epoch);
  }

  /** BLAKE2b of the beacon entry of an epoch, from which randomness is drawn. */
  public Bytes32 beaconDigest(Epoch epoch, Tipset from) throws IOException {
    return new ChainRandomness(this, from).beaconDigest(epoch);
  }

  /** The beacon's entry for an epoch, past or to come. */
  public BeaconEntry beaconEntry(Epoch epoch) {
    return Beacon.entry(epoch);
  }

  /** The beacon entries a block of an epoch carries on a parent. */
  public List<BeaconEntry> beaconEntries(Tipset parent, Epoch height) {
    return Beacon.entries(parent.height(), height);
  }

  /**
   * Where a message, or one that replaced it, landed, at most so many epochs back; a negative limit
   * is none.
   */
  public Optional<MessageLookup> search(
      TipsetKey from, Cid message, long lookback, boolean replaced) throws IOException {
    return search.back(tipset(from), message, lookback, replaced);
  }

  /** Waits until a message has landed and so many epochs were built on it. */
  public MessageLookup await(Cid message, long confidence, long lookback, boolean replaced)
      throws IOException, InterruptedException {
    return search.await(message, confidence, lookback, replaced);
  }

  States states() {
    return states;
  }

  /** Tells of the head, first where it is now; closing ends that. */
  public synchronized Watch watch(HeadListener listener) {
    return feed.add(listener, head);
  }

  /** Makes a tipset the head, on disk first, and tells everyone. */
  public synchronized void moveTo(Tipset next) throws IOException {
    List<HeadChange> changes = path(head.key(), next.key());
    folder.setNote(HEAD_NOTE, note(next.key()));
    folder.commit();
    for (HeadChange change : changes) {
      if (change.kind() == HeadChange.Kind.REVERT) {
        heights.cutFrom(change.tipset().height());
      } else {
        heights.moveTo(change.tipset());
      }
    }
    head = next;
    heights.moveTo(head);
    feed.tell(changes);
  }

  /** Keeps a tipset's headers, without making it the head. */
  public void keep(Tipset tipset) {
    tipset.blocks().forEach(block -> folder.write(block, ChainCbor.BLOCK_HEADER));
    tipsets.put(tipset.key(), tipset);
  }

  private Tipset load(TipsetKey key) throws IOException {
    Optional<Tipset> known = tipsets.get(key);
    if (known.isPresent()) {
      return known.orElseThrow();
    }
    List<BlockHeader> blocks = new ArrayList<>();
    for (Cid cid : key.blocks()) {
      try {
        blocks.add(block(cid));
      } catch (ChainRefusal e) {
        throw new ChainRefusal("get block " + cid + ": " + e.getMessage(), e);
      }
    }
    Tipset tipset = assemble(blocks);
    tipsets.put(key, tipset);
    return tipset;
  }

  private static Tipset assemble(List<BlockHeader> blocks) throws ChainRefusal {
    try {
      return new Tipset(blocks);
    } catch (IllegalArgumentException e) {
      throw new ChainRefusal(String.valueOf(e.getMessage()), e);
    }
  }

  private static ByteString note(TipsetKey key) {
    return ByteString.of(KEY.encode(key.blocks()));
  }
}
