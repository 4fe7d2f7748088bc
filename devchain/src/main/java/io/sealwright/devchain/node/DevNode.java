package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.States;
import io.sealwright.devchain.mpool.GasEstimator;
import io.sealwright.devchain.mpool.MessageRefused;
import io.sealwright.devchain.mpool.Mpool;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.devchain.wallet.Wallet;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;

/** A chain in one process, and all that may be asked of it. Thread-safe. */
public interface DevNode extends AutoCloseable {
  NodeSettings settings();

  Blocks blocks();

  Chain chain();

  States states();

  Mpool mpool();

  GasEstimator gas();

  Wallet wallet();

  /** The secret the node's tokens are signed with. */
  byte[] tokenSecret();

  /** A token with all permissions, as it lies in the folder. */
  String adminToken();

  /** Writes where the node is served, so that clients find it; goes when the node closes. */
  void announce(String multiaddress) throws IOException;

  /** Estimates, gives a nonce, signs and pushes a message. */
  SignedMessage send(Message message, SendSpec spec)
      throws MessageRefused, WalletRefusal, IOException;

  /** What a message would do in the state of a tipset; gas fields of zero are no limit. */
  StateMachine.Trial call(Message message, TipsetKey tipset) throws IOException;

  /** The balance of an address now, zero if nobody has it. */
  TokenAmount balance(Address address) throws IOException;

  /** Makes one tipset now. */
  Tipset step() throws IOException;

  /** Leaves an epoch without a block. */
  void skip(long epochs) throws IOException;

  /** Makes tipsets as time goes by, until the node closes. */
  void start();

  Faults faults();

  void setFaults(Faults faults);

  /** Replaces the newest tipsets, so many, by others with the same messages, and goes on. */
  void reorganise(int depth) throws IOException;

  /** Takes the parts of a snapshot, none larger than 1 MiB; the end is not marked. */
  @FunctionalInterface
  interface ExportSink {
    void part(ByteString bytes) throws IOException, InterruptedException;
  }

  /** Writes a snapshot of the chain up to a tipset, with the newest states. */
  void export(long recentStates, boolean skipOldMessages, TipsetKey head, ExportSink sink)
      throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
