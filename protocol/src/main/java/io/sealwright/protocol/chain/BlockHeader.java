package io.sealwright.protocol.chain;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Signature;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A block without its messages, components in the order of the wire.
 *
 * @param parentStateRoot the state after the parents' messages were carried out
 * @param parentReceipts root of their receipts
 * @param messages the pair of roots of this block's own messages
 * @param timestamp seconds since 1970, 64 bits without sign
 */
public record BlockHeader(
    Address miner,
    Optional<VrfProof> ticket,
    Optional<ElectionProof> electionProof,
    List<BeaconEntry> beaconEntries,
    List<PostProof> winPostProof,
    List<Cid> parents,
    BigInteger parentWeight,
    Epoch height,
    Cid parentStateRoot,
    Cid parentReceipts,
    Cid messages,
    Optional<Signature> blsAggregate,
    long timestamp,
    Optional<Signature> signature,
    long forkSignaling,
    TokenAmount parentBaseFee) {

  public BlockHeader {
    beaconEntries = List.copyOf(beaconEntries);
    winPostProof = List.copyOf(winPostProof);
    parents = List.copyOf(parents);
  }

  public Cid cid() {
    return ChainCbor.BLOCK_HEADER.cid(this);
  }
}
