package io.sealwright.engine.cluster.summary;

import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cbor.CborReader;

/**
 * What a miner's actor holds back of its balance, out of the head block of its state. The first six
 * of that tuple's fields mean the same in all versions of the actor since 2020; what vests is a
 * link in old ones and a part of the block in new ones, so it is passed over.
 *
 * @param vesting rewards still locked
 */
public record MinerFunds(
    TokenAmount preCommitDeposits,
    TokenAmount vesting,
    TokenAmount feeDebt,
    TokenAmount initialPledge) {
  private static final int FIELDS = 15;

  /**
   * Reads the head block.
   *
   * @throws CborException if it is no state of a miner
   */
  public static MinerFunds of(ByteString head) throws CborException {
    CborReader in = new CborReader(head.toBytes());
    int fields = in.array(FIELDS);
    if (fields != FIELDS) {
      throw in.fault("a miner's state has " + FIELDS + " fields, not " + fields);
    }
    in.cid();
    TokenAmount deposits = AMOUNT.read(in);
    TokenAmount locked = AMOUNT.read(in);
    in.skip();
    TokenAmount debt = AMOUNT.read(in);
    TokenAmount pledge = AMOUNT.read(in);
    return new MinerFunds(deposits, locked, debt, pledge);
  }

  /** What of the actor's balance its owner may withdraw; negative if it owes more than it has. */
  public TokenAmount available(TokenAmount balance) {
    return balance.minus(vesting).minus(preCommitDeposits).minus(initialPledge).minus(feeDebt);
  }
}
