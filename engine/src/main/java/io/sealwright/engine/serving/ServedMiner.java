package io.sealwright.engine.serving;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.Snapshot;
import io.sealwright.engine.store.Database;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.NetworkLetter;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The miner that is served.
 *
 * @param proof of the sectors it pledges
 * @param host whose paths are called local
 * @param rules by which its cluster is scheduled
 * @param proofs adds to a snapshot the proofs of windows that are made at that moment
 * @param node what the chain says of sectors; without one that cannot be asked for
 */
public record ServedMiner(
    MinerId id,
    NetworkLetter letter,
    SealProof proof,
    Host.Name host,
    Rules rules,
    UnaryOperator<Snapshot> proofs,
    Database database,
    Optional<FullNode> node,
    MinerActions actions,
    Check check,
    OperatorLog log) {

  /** Reads of sectors what a proof would read. */
  @FunctionalInterface
  public interface Check {
    /** Why sectors cannot be proven; those that can are left out. */
    Map<SectorNumber, String> unprovable(Collection<SectorNumber> sectors)
        throws RpcException, IOException, InterruptedException;
  }
}
