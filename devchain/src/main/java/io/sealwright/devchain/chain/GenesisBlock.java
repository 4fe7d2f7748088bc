package io.sealwright.devchain.chain;

import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.VrfProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The first block of a chain: made by nobody, signed by nobody. */
public final class GenesisBlock {
  private static final TokenAmount BASE_FEE = TokenAmount.ofAtto(100_000_000);

  /** Its parent on every network: a note of 2017, kept as a block that nobody reads. */
  private static final Cid PARENT =
      Cid.parse("bafyreiaqpwbbyjo4a42saasj36kkrpv4tsherf2e7bvezkert2a7dhonoi");

  private static final ByteString PARENT_BLOCK = ByteString.fromHex(
          "a5684461746574696d6573323031372d30352d30352030313a32373a3531674e6574776f726b6846696c6563"
              + "6f696e65546f6b656e6846696c65636f696e6c546f6b656e416d6f756e7473a36b546f74616c537570706c79"
              + "6d322c3030302c3030302c303030664d696e6572736d312c3430302c3030302c3030306c50726f746f636f6c"
              + "4c616273a36b446576656c6f706d656e746b3330302c3030302c3030306b46756e6472616973696e676b3230"
              + "302c3030302c3030306a466f756e646174696f6e6b3130302c3030302c303030674d65737361676578485468"
              + "6973206973207468652047656e6573697320426c6f636b206f66207468652046696c65636f696e2044656365"
              + "6e7472616c697a65642053746f72616765204e6574776f726b2e");

  private GenesisBlock() {}

  /**
   * Begins a chain in a folder with its first state.
   *
   * @param ticket what the randomness of the first epochs is drawn from
   */
  public static Tipset begin(BlockFolder folder, Cid state, Instant time, ByteString ticket)
      throws IOException {
    MessageStore messages = new MessageStore(folder);
    BlockHeader header =
        new BlockHeader(
            Address.id(0),
            Optional.of(new VrfProof(ticket)),
            Optional.of(new ElectionProof(0, new VrfProof(ByteString.EMPTY))),
            List.of(new BeaconEntry(0, ByteString.of(new byte[32]))),
            List.of(),
            List.of(PARENT),
            BigInteger.ZERO,
            Epoch.GENESIS,
            state,
            messages.putReceipts(List.of()),
            messages.put(BlockMessages.NONE),
            Optional.empty(),
            time.getEpochSecond(),
            Optional.empty(),
            0,
            BASE_FEE);
    folder.add(PARENT, PARENT_BLOCK.toBytes());
    folder.write(header, ChainCbor.BLOCK_HEADER);
    Tipset genesis = new Tipset(List.of(header));
    Chain.begin(folder, genesis.key());
    return genesis;
  }
}
