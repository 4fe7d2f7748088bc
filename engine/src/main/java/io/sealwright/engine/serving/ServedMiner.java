package io.sealwright.engine.serving;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.store.Database;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.Optional;

/**
 * The miner that is served.
 *
 * @param proof of the sectors it pledges
 * @param host whose paths are called local
 * @param rules by which its cluster is scheduled
 * @param node what the chain says of sectors; without one that cannot be asked for
 */
public record ServedMiner(
    MinerId id,
    NetworkLetter letter,
    SealProof proof,
    Host.Name host,
    Rules rules,
    Database database,
    Optional<FullNode> node,
    MinerActions actions,
    OperatorLog log) {}
