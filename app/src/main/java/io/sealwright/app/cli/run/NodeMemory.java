package io.sealwright.app.cli.run;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.EPOCH;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.Network;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.standing.HeadSeen;
import io.sealwright.engine.standing.NetworkReader;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.NodeVersion;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a full node said when it was last asked who it is: enough to begin a miner by while its node
 * is away.
 *
 * @param miner for which it was asked
 * @param network by the name that its nodes give it
 */
public record NodeMemory(
    MinerId miner, String network, NodeVersion version, NetworkRules rules, HeadSeen head) {

  private static final JsonForm<Duration> MILLIS =
      JsonForm.I64.mapped("milliseconds", Duration::ofMillis, Duration::toMillis);

  private static final JsonForm<EpochSpan> SPAN =
      JsonForm.I64.mapped("epochs", EpochSpan::new, EpochSpan::epochs);

  private static final JsonForm<Set<SectorSize>> SIZES =
      JsonForm.I64
          .mapped("bytes", NodeMemory::size, SectorSize::bytes)
          .list()
          .mapped("[]bytes", Set::copyOf, List::copyOf);

  private static final JsonForm<NetworkRules> RULES =
      RecordForm.of(
          "sealwright.NetworkRules",
          NetworkRules.class,
          field(
              "Version",
              JsonForm.I64.mapped(
                  "version",
                  number -> new NetworkVersion(Math.toIntExact(number)),
                  version -> (long) version.number())),
          field("Letter", JsonForm.TEXT.mapped("letter", NetworkLetter::valueOf, Enum::name)),
          field("BlockDelay", MILLIS),
          field("PropagationDelay", MILLIS),
          field("PreCommitChallengeDelay", SPAN),
          field("DeadlineWindow", SPAN),
          field(
              "MinimumPower", JsonForm.TEXT.mapped("bytes", BigInteger::new, BigInteger::toString)),
          field("SectorSizes", SIZES));

  private static final JsonForm<HeadSeen> HEAD =
      RecordForm.of(
          "sealwright.HeadSeen",
          HeadSeen.class,
          field("Epoch", EPOCH),
          field(
              "Due",
              JsonForm.I64.mapped("seconds", Instant::ofEpochSecond, Instant::getEpochSecond)));

  static final JsonForm<NodeMemory> FORM =
      RecordForm.of(
          "sealwright.NodeMemory",
          NodeMemory.class,
          field("Miner", JsonForm.I64.mapped("abi.ActorID", MinerId::new, MinerId::id)),
          field("Network", JsonForm.TEXT),
          field("Version", NodeVersion.FORM),
          field("Rules", RULES),
          field("Head", HEAD));

  private static SectorSize size(long bytes) {
    return SectorSize.ofBytes(bytes)
        .orElseThrow(() -> new IllegalArgumentException("no sectors have " + bytes + " bytes"));
  }

  /**
   * Asks a node, which has to be one of a chain with this miner, whose sectors are of this size.
   */
  static NodeMemory ask(Link link, MinerId miner, SectorSize size)
      throws CommandFailure, InterruptedException {
    FullNode node = link.fullNode();
    requireSize(
        miner,
        size,
        link.ask(node.api().miner().identity().ask(Address.of(miner), TipsetKey.HEAD))
            .sectorSize());
    return link.during(() ->
        new NodeMemory(
            miner,
            link.network().name(),
            link.version(),
            NetworkReader.rules(node, link.network().common(), miner, size),
            HeadSeen.of(node.head())));
  }

  private static void requireSize(MinerId miner, SectorSize size, long own) throws CommandFailure {
    if (own != size.bytes()) {
      String wanted = SectorSize.ofBytes(own).map(SectorSize::toString).orElse(own + " bytes");
      throw CommandFailure.invalid(
          "the sectors of %s have %s, and sealing.sector-size says %s"
              .formatted(miner, wanted, size),
          "set it to what the miner has");
    }
  }

  /** Its sectors are on the chain that it began with, and no other node will do. */
  void requireSame(Network now) throws CommandFailure {
    if (!now.common().equals(name().common())) {
      throw CommandFailure.unreachable(
          "this miner's folder began on %s, and the full node is on %s"
              .formatted(name().common(), now.common()),
          "give the API of a node of %s, or set another miner.data".formatted(name().common()));
    }
  }

  Network name() {
    return new Network(network);
  }
}
