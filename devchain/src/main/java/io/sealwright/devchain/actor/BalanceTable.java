package io.sealwright.devchain.actor;

import io.sealwright.devchain.store.Blocks;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import java.io.IOException;

/** What each party has with the market; a party with nothing is not in it. */
final class BalanceTable {
  private final HamtWriter<TokenAmount> amounts;

  BalanceTable(Blocks blocks, Cid root) throws IOException {
    amounts = HamtWriter.of(blocks, AmountCbor.AMOUNT, BitWidths.BALANCES, root);
  }

  TokenAmount get(long party) throws IOException {
    return amounts.get(key(party)).orElse(TokenAmount.ZERO);
  }

  void set(long party, TokenAmount amount) throws IOException {
    if (amount.isZero()) {
      amounts.remove(key(party));
    } else {
      amounts.set(key(party), amount);
    }
  }

  Cid write() {
    return amounts.write();
  }

  private static ByteString key(long party) {
    return Address.id(party).toBytes();
  }
}
