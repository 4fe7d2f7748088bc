package io.sealwright.protocol.chain;

import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.CID;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.SIGNED;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;
import static io.sealwright.protocol.message.MessageCbor.SIGNATURE;

import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;

/** Blocks as the chain stores them. */
public final class ChainCbor {
  /** The ticket of a block is a tuple of its one proof; elsewhere the proof stands alone. */
  public static final CborCodec<VrfProof> TICKET = CborTuple.of(VrfProof.class, BYTES);

  public static final CborCodec<ElectionProof> ELECTION_PROOF =
      CborTuple.of(ElectionProof.class, SIGNED, BYTES.as(VrfProof::new, VrfProof::bytes));

  public static final CborCodec<BeaconEntry> BEACON_ENTRY =
      CborTuple.of(BeaconEntry.class, UNSIGNED, BYTES);

  public static final CborCodec<PostProof> POST_PROOF =
      CborTuple.of(PostProof.class, SIGNED, BYTES);

  public static final CborCodec<BlockHeader> BLOCK_HEADER =
      CborTuple.of(
          BlockHeader.class,
          ADDRESS,
          TICKET.orNull(),
          ELECTION_PROOF.orNull(),
          BEACON_ENTRY.list(MAX_ITEMS),
          POST_PROOF.list(MAX_ITEMS),
          CID.list(MAX_ITEMS),
          BIG,
          EPOCH,
          CID,
          CID,
          CID,
          SIGNATURE.orNull(),
          UNSIGNED,
          SIGNATURE.orNull(),
          UNSIGNED,
          AMOUNT);

  private ChainCbor() {}
}
