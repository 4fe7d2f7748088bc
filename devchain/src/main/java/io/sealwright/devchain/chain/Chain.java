package io.sealwright.devchain.chain;

import io.sealwright.devchain.vm.Randomness;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The chain as it is read. Every method may be called from any thread. */
public interface Chain {
  Tipset head();

  Tipset genesis();

  /** The tipset of a key; the head for the empty key. */
  Tipset tipset(TipsetKey key) throws IOException;

  BlockHeader block(Cid cid) throws IOException;

  /** The tipset of an epoch on the way down from another. */
  Tipset tipsetAt(Epoch height, TipsetKey from, NullRounds nulls) throws IOException;

  /** What to revert and then apply to come from one tipset to another. */
  List<HeadChange> path(TipsetKey from, TipsetKey to) throws IOException;

  /** The weight of the chain that ends with a tipset. */
  BigInteger weight(Tipset tipset) throws IOException;

  /** The state after a tipset's messages. */
  Cid stateAfter(Tipset tipset) throws IOException;

  /** The base fee of the tipset that would follow. */
  TokenAmount nextBaseFee(Tipset tipset) throws IOException;

  BlockMessages messagesOf(BlockHeader block) throws IOException;

  /** Each message of a tipset once, in the order they are carried out. */
  List<ChainMessage> messagesIn(Tipset tipset) throws IOException;

  /** The receipts of a block's parents, in the order of their messages. */
  List<Receipt> receipts(BlockHeader block) throws IOException;

  /** A message by either of its CIDs, on the chain or not. */
  Message message(Cid cid) throws IOException;

  /** The signed form of a message, if it is known. */
  Optional<SignedMessage> signedMessage(Cid cid) throws IOException;

  /** Randomness of the chain that ends with a tipset. */
  Randomness randomness(Tipset tipset);

  /** BLAKE2b of the ticket of an epoch, from which randomness is drawn. */
  io.sealwright.protocol.Bytes32 ticketDigest(Epoch epoch, Tipset from) throws IOException;

  /** BLAKE2b of the beacon entry of an epoch, from which randomness is drawn. */
  io.sealwright.protocol.Bytes32 beaconDigest(Epoch epoch, Tipset from) throws IOException;

  /** The beacon's entry for an epoch, past or to come. */
  BeaconEntry beaconEntry(Epoch epoch);

  /**
   * Where a message, or one that replaced it, landed, at most so many epochs back; a negative limit
   * is none.
   */
  Optional<MessageLookup> search(TipsetKey from, Cid message, long lookback, boolean replaced)
      throws IOException;

  /** Waits until a message has landed and so many epochs were built on it. */
  MessageLookup await(Cid message, long confidence, long lookback, boolean replaced)
      throws IOException, InterruptedException;

  /** Tells of the head, first where it is now; closing ends that. */
  Watch watch(HeadListener listener);

  /** A listener's subscription. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
