package io.sealwright.lotus.node;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.chain.VrfProof;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;
import java.util.Optional;

/** What a miner gives a node to make a block of. */
public record BlockTemplate(
    Address miner,
    TipsetKey parents,
    Optional<VrfProof> ticket,
    Optional<ElectionProof> electionProof,
    List<BeaconEntry> beacons,
    List<SignedMessage> messages,
    Epoch epoch,
    long timestamp,
    List<PostProof> winningProof) {
  public BlockTemplate {
    beacons = List.copyOf(beacons);
    messages = List.copyOf(messages);
    winningProof = List.copyOf(winningProof);
  }
}
