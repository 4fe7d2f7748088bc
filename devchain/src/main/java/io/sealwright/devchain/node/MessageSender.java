package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.mpool.GasEstimator;
import io.sealwright.devchain.mpool.MessageRefused;
import io.sealwright.devchain.mpool.Mpool;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.devchain.wallet.Wallet;
import io.sealwright.devchain.wallet.WalletRefusal;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.util.Optional;

/**
 * Sends what is not signed yet: estimates its gas, gives it the next nonce, signs it and pushes it,
 * one message after another, so that two never get the same nonce.
 */
final class MessageSender {
  private final Mpool pool;
  private final GasEstimator gas;
  private final Wallet wallet;
  private final SentRegister register;
  private final Chart chart;

  /** How addresses are looked up and written. */
  interface Chart {
    /** The key address of an account, if it is one. */
    Optional<Address> key(Address address) throws IOException;

    /** What an address owns; zero if nobody has it. */
    TokenAmount balance(Address address) throws IOException;

    NetworkLetter letter();
  }

  MessageSender(Mpool pool, GasEstimator gas, Wallet wallet, SentRegister register, Chart chart) {
    this.pool = pool;
    this.gas = gas;
    this.wallet = wallet;
    this.register = register;
    this.chart = chart;
  }

  synchronized SignedMessage send(Message message, SendSpec spec)
      throws MessageRefused, WalletRefusal, IOException {
    if (spec.uuid().isPresent()) {
      Optional<SignedMessage> before = register.find(spec.uuid().orElseThrow());
      if (before.isPresent()) {
        return before.orElseThrow();
      }
    }
    Address sender =
        chart
            .key(message.from())
            .orElseThrow(() -> new MessageRefused("getting key address: actor not found"));
    if (message.nonce() != 0) {
      throw new MessageRefused(
          "MpoolPushMessage expects message nonce to be 0, was "
              + Long.toUnsignedString(message.nonce()));
    }
    Message filled = estimated(message, spec).withSender(sender);
    requireFunds(filled);
    SignedMessage signed = signed(filled.withNonce(nonce(sender)));
    push(signed);
    if (spec.uuid().isPresent()) {
      register.add(spec.uuid().orElseThrow(), signed);
    }
    return signed;
  }

  /** Does something while nothing is sent. */
  synchronized void whileQuiet(Chain.Quiet action) throws IOException {
    pool.whileQuiet(action);
  }

  private Message estimated(Message message, SendSpec spec) throws MessageRefused, IOException {
    try {
      return gas.fill(message, spec, TipsetKey.HEAD);
    } catch (MessageRefused e) {
      throw e.after("GasEstimateMessageGas error");
    }
  }

  private void requireFunds(Message message) throws MessageRefused, IOException {
    TokenAmount required = message.value().plus(message.gasFeeCap().times(message.gasLimit()));
    TokenAmount balance = chart.balance(message.from());
    if (balance.compareTo(required) < 0) {
      throw new MessageRefused(
          "mpool push: not enough funds: %s < %s".formatted(balance.decimal(), required.decimal()));
    }
  }

  private long nonce(Address sender) throws MessageRefused, IOException {
    try {
      return pool.nonce(sender);
    } catch (MessageRefused e) {
      throw e.after("failed to create nonce: failed to get nonce from mempool");
    }
  }

  private SignedMessage signed(Message message) throws WalletRefusal, IOException {
    try {
      return wallet.sign(message);
    } catch (WalletRefusal e) {
      throw new WalletRefusal(
          "failed to sign message: %s, addr=%s"
              .formatted(e.getMessage(), message.from().text(chart.letter())));
    }
  }

  private void push(SignedMessage signed) throws MessageRefused, IOException {
    try {
      pool.push(signed, true);
    } catch (MessageRefused e) {
      throw e.after("mpool push: failed to push message");
    }
  }
}
