package io.sealwright.engine.sending;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.WithdrawBalance;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Receipt;
import java.util.Optional;

/**
 * A withdrawal from a miner's available balance.
 *
 * @param available what the miner may pay out now
 * @param amount what is asked for
 * @param recipient to whom it goes: the beneficiary, which mostly is the owner
 * @param wish the message that does it
 */
public record Withdrawal(
    Address miner,
    TokenAmount available,
    TokenAmount amount,
    Address recipient,
    Sending.Wish wish) {

  /**
   * A withdrawal by the owner, or by the beneficiary.
   *
   * @param wanted all that is available without one, and for zero
   * @throws SendRefused if there is not as much, or the sender is not a wallet's
   */
  public static Withdrawal of(
      FullNode node, Address miner, Optional<TokenAmount> wanted, boolean byBeneficiary)
      throws RpcException, InterruptedException, SendRefused {
    TokenAmount available =
        node.ask(node.api().miner().availableBalance().ask(miner, TipsetKey.HEAD));
    MinerIdentity identity = node.ask(node.api().miner().identity().ask(miner, TipsetKey.HEAD));
    TokenAmount amount = wanted.filter(some -> !some.isZero()).orElse(available);
    if (amount.compareTo(available) > 0) {
      throw new SendRefused(
          "can't withdraw more funds than available; requested: %s; available: %s"
              .formatted(amount, available));
    }
    if (amount.sign() <= 0) {
      throw new SendRefused("the miner has nothing available to withdraw");
    }
    Address sender = byBeneficiary ? identity.beneficiary() : identity.owner();
    ByteString params =
        ByteString.of(MethodCbor.WITHDRAW_BALANCE.encode(new WithdrawBalance(amount)));
    Sending.Wish wish =
        new Sending.Wish(
            key(node, sender),
            miner,
            TokenAmount.ZERO,
            MinerMethod.WITHDRAW_BALANCE.number(),
            params);
    return new Withdrawal(miner, available, amount, identity.beneficiary(), wish);
  }

  /** How much went out, as the actor says. */
  public static Optional<TokenAmount> paid(Receipt receipt) {
    try {
      return receipt.returned().isEmpty()
          ? Optional.empty()
          : Optional.of(AmountCbor.AMOUNT.decode(receipt.returned().toBytes()));
    } catch (CborException _) {
      return Optional.empty();
    }
  }

  private static Address key(FullNode node, Address sender)
      throws RpcException, InterruptedException, SendRefused {
    try {
      return node.ask(node.api().state().accountKey().ask(sender, TipsetKey.HEAD));
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      throw new SendRefused(
          "%s is not an account with a key of its own (a multisig?): %s"
              .formatted(node.text(sender), e.text()));
    }
  }
}
