package io.sealwright.devchain.vm;

import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;

/**
 * What a tipset asks of the state below it.
 *
 * @param skipped the epochs without a block since the parent, ascending: their cron runs first
 * @param baseFee the price of a unit of gas in this tipset
 * @param blocks in the tipset's order; a message in two blocks is carried out once
 */
public record TipsetWork(
    Epoch epoch, List<Epoch> skipped, TokenAmount baseFee, List<Block> blocks) {
  public TipsetWork {
    skipped = List.copyOf(skipped);
    blocks = List.copyOf(blocks);
  }

  /**
   * One block's share.
   *
   * @param miner who made it and gets the reward, by actor number
   * @param bls messages signed by BLS keys, whose signatures the block carries in one
   */
  public record Block(long miner, long wins, List<Message> bls, List<SignedMessage> secp) {
    public Block {
      bls = List.copyOf(bls);
      secp = List.copyOf(secp);
    }
  }
}
