package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.node.Consensus;
import io.sealwright.lotus.node.Health;
import io.sealwright.lotus.node.NetworkParameters;
import io.sealwright.lotus.node.NetworkState;
import io.sealwright.lotus.node.Peer;
import io.sealwright.lotus.node.Supply;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.network.NetworkVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The forms of what a node says of networks: the peers it talks to, and the chain's. */
public final class NetworkJson {
  private static final JsonForm<Optional<List<String>>> TEXTS = JsonForm.TEXT.list().optional();

  public static final JsonForm<Peer> PEER =
      RecordForm.of("peer.AddrInfo", Peer.class, field("ID", JsonForm.TEXT), field("Addrs", TEXTS));

  public static final JsonForm<Peer.Detail> PEER_DETAIL =
      RecordForm.of(
          "api.ExtendedPeerInfo",
          Peer.Detail.class,
          field("ID", JsonForm.TEXT),
          field("Agent", JsonForm.TEXT),
          field("Addrs", TEXTS),
          field("Protocols", TEXTS),
          field("ConnMgrMeta", JsonForm.RAW));

  public static final JsonForm<Peer.Score> PEER_SCORE =
      RecordForm.of(
          "api.PubsubScore",
          Peer.Score.class,
          field("ID", JsonForm.TEXT),
          field("Score", JsonForm.RAW));

  public static final JsonForm<NetworkState.Bandwidth> BANDWIDTH =
      RecordForm.of(
          "metrics.Stats",
          NetworkState.Bandwidth.class,
          field("TotalIn", JsonForm.I64),
          field("TotalOut", JsonForm.I64),
          field("RateIn", JsonForm.DECIMAL),
          field("RateOut", JsonForm.DECIMAL));

  public static final JsonForm<NetworkState.Reachability> REACHABILITY =
      RecordForm.of(
          "api.NatInfo",
          NetworkState.Reachability.class,
          field("Reachability", JsonForm.I64),
          field("PublicAddrs", TEXTS));

  public static final JsonForm<NetworkState.Blocked> BLOCKED =
      RecordForm.of(
          "api.NetBlockList",
          NetworkState.Blocked.class,
          field("Peers", TEXTS),
          field("IPAddrs", TEXTS),
          field("IPSubnets", TEXTS));

  public static final JsonForm<NetworkVersion> VERSION =
      JsonForm.I64
          .named("network.Version")
          .mapped(
              "network.Version",
              number -> new NetworkVersion(Math.toIntExact(number)),
              version -> (long) version.number());

  public static final JsonForm<NetworkParameters> PARAMETERS =
      RecordForm.of(
          "api.NetworkParams",
          NetworkParameters.class,
          field("NetworkName", JsonForm.TEXT),
          field("BlockDelaySecs", UNSIGNED),
          field("ConsensusMinerMinPower", BIG),
          field("PreCommitChallengeDelay", JsonForm.I64),
          field(
              "ForkUpgradeParams",
              JsonForm.I64.mapBy("string", Function.identity(), Function.identity())),
          sometimes("Eip155ChainID", JsonForm.I64),
          sometimes("GenesisTimestamp", UNSIGNED));

  public static final JsonForm<Supply> SUPPLY =
      RecordForm.of(
          "api.CirculatingSupply",
          Supply.class,
          field("FilVested", AMOUNT),
          field("FilMined", AMOUNT),
          field("FilBurnt", AMOUNT),
          field("FilLocked", AMOUNT),
          field("FilCirculating", AMOUNT),
          field("FilReserveDisbursed", AMOUNT));

  public static final JsonForm<Supply.CollateralBounds> COLLATERAL_BOUNDS =
      RecordForm.of(
          "api.DealCollateralBounds",
          Supply.CollateralBounds.class,
          field("Min", AMOUNT),
          field("Max", AMOUNT));

  public static final JsonForm<Health> HEALTH =
      RecordForm.of(
          "api.NodeStatus",
          Health.class,
          field(
              "SyncStatus",
              RecordForm.of(
                  "api.NodeSyncStatus",
                  Health.Sync.class,
                  field("Epoch", EPOCH),
                  field("Behind", UNSIGNED))),
          field(
              "PeerStatus",
              RecordForm.of(
                  "api.NodePeerStatus",
                  Health.Peers.class,
                  field("PeersToPublishMsgs", JsonForm.I64),
                  field("PeersToPublishBlocks", JsonForm.I64))),
          field(
              "ChainStatus",
              RecordForm.of(
                  "api.NodeChainStatus",
                  Health.Chain.class,
                  field("BlocksPerTipsetLast100", JsonForm.DECIMAL),
                  field("BlocksPerTipsetLastFinality", JsonForm.DECIMAL))));

  public static final JsonForm<Consensus.Lease> LEASE =
      RecordForm.of(
          "api.F3ParticipationLease",
          Consensus.Lease.class,
          field("Network", JsonForm.TEXT),
          field("Issuer", JsonForm.TEXT),
          field("MinerID", UNSIGNED),
          field("FromInstance", UNSIGNED),
          field("ValidityTerm", UNSIGNED));

  public static final JsonForm<Consensus.Progress> PROGRESS =
      RecordForm.of(
          "gpbft.InstanceProgress",
          Consensus.Progress.class,
          field("ID", UNSIGNED),
          field("Round", UNSIGNED),
          field("Phase", JsonForm.I64),
          field("Input", JsonForm.RAW.optional()));

  public static final JsonForm<Consensus.Participant> PARTICIPANT =
      RecordForm.of(
          "api.F3Participant",
          Consensus.Participant.class,
          field("MinerID", UNSIGNED),
          field("FromInstance", UNSIGNED),
          field("ValidityTerm", UNSIGNED));

  private NetworkJson() {}
}
