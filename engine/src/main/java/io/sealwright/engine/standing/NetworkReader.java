package io.sealwright.engine.standing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.node.NetworkParameters;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.time.Duration;
import java.util.Set;

/** Learns a network's rules from a node of it. */
public final class NetworkReader {
  private static final String MAINNET = "mainnet";
  private static final String CALIBRATION = "calibration";

  private NetworkReader() {}

  /**
   * The rules at the head. Of a network that is neither mainnet nor calibration the pace is what
   * its node says.
   *
   * @param network as operators call it
   * @param miner whose deadlines tell how long they are
   * @param size of its sectors
   */
  public static NetworkRules rules(FullNode node, String network, MinerId miner, SectorSize size)
      throws RpcException, InterruptedException {
    NetworkVersion version = node.ask(node.api().state().networkVersion().ask(TipsetKey.HEAD));
    return switch (network) {
      case MAINNET -> NetworkRules.mainnet(version);
      case CALIBRATION -> NetworkRules.calibration(version);
      default -> {
        NetworkParameters told = node.ask(node.api().state().getNetworkParams().ask());
        ProvingDeadline deadline =
            node.ask(node.api().miner().provingDeadline().ask(Address.of(miner), TipsetKey.HEAD));
        NetworkRules base =
            NetworkRules.devnet(version)
                .with(Duration.ofSeconds(told.blockDelaySeconds()), Set.of(size));
        yield new NetworkRules(
            version,
            base.letter(),
            base.blockDelay(),
            base.propagationDelay(),
            new EpochSpan(told.challengeDelay()),
            new EpochSpan(deadline.challengeWindow()),
            told.minimumPower(),
            base.sectorSizes());
      }
    };
  }
}
