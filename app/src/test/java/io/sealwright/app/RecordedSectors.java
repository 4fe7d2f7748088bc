package io.sealwright.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.app.replay.Exchange;
import io.sealwright.app.replay.ReplayingPeer;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The recorded network's node and miner, as far as they know of sectors. Seal randomness is drawn
 * from the recorded genesis block, as a node does it, for the tickets of all its sectors are from
 * before epoch 0: a ticket that comes out right was asked for with the right domain, epoch and
 * entropy.
 */
final class RecordedSectors {
  /** In the state of a sector that is still to be proven, and of one that is. */
  static final String HEAD = "ChainHead";

  private static final long SEAL_RANDOMNESS = 5;

  private RecordedSectors() {}

  /** A full node at the end of the recordings, where sector 10 is proven. */
  static ReplayingPeer.Builder node() {
    return ReplayingPeer.fullNode()
        .with(HEAD)
        .withAny("StateMinerInfo")
        .withAny("ChainGetTipSetByHeight")
        .answer("StateSectorGetInfo", 3, params -> proven(params.get(1)))
        .answer("StateSectorPreCommitInfo", 3, RecordedSectors::preCommit)
        .answer(
            "StateMinerSectorAllocated",
            3,
            params -> BooleanNode.valueOf(params.get(1).asLong() <= 11))
        .answer("StateGetRandomnessFromTickets", 4, RecordedSectors::randomness)
        .withAny("StateListMessages.to-miner")
        .with(
            "ChainGetMessage.PreCommitSectorBatch2.1",
            "ChainGetMessage.DeclareFaultsRecovered.1",
            "ChainGetMessage.SubmitWindowedPoSt.1",
            "ChainGetMessage.ProveCommitSectors3.1",
            "ChainGetMessage.ProveCommitSectors3.2",
            "ChainGetMessage.PreCommitSectorBatch2.2")
        .withAny("StateSearchMsg.PreCommitSectorBatch2.1");
  }

  /** A node that has only recent state. */
  static ReplayingPeer.Builder prunedNode() {
    return node()
        .answer(
            "StateSectorPreCommitInfo",
            3,
            params -> {
              if (isHead(params.get(2))) {
                return NullNode.getInstance();
              }
              throw new CallFailed(
                  "failed to load miner actor: loading state tree: failed to load state tree: block"
                      + " not found: ipld: could not find bafy2bzacecd3epabvu3pku5rkt726ewzffqq42");
            });
  }

  /** A lotus-miner with all the sectors that were recorded. */
  static ReplayingPeer.Builder miner() {
    return ReplayingPeer.miner()
        .with(
            "SectorsStatus",
            "SectorsStatus.sector-2",
            "SectorsStatus.state-Proving",
            "SectorsStatus.state-PreCommit1",
            "SectorsStatus.blank-record-after-SectorsUpdate",
            "SectorsStatus.after-terminate-of-unknown-number");
  }

  /** What the recorded miner says of sector 10. */
  static JsonNode status() {
    return Exchange.of("miner", "SectorsStatus.state-Proving").result();
  }

  /** A backup of the recorded miner, from when it had sectors 0, 1 and 2. */
  static Path backup(Path file) throws IOException {
    JsonNode recorded =
        JsonMapper.shared()
            .readTree(
                Files.readString(
                    Path.of("..", "vectors", "lotus-rpc", "files", "miner-backup.json"), UTF_8));
    return Files.write(file, Base64.getDecoder().decode(recorded.path("base64").asString()));
  }

  /** Sector 10 before it was proven. */
  static JsonNode promise() {
    return Exchange.of("full", "StateSectorPreCommitInfo").result();
  }

  static JsonNode proven(JsonNode number) {
    for (JsonNode sector : Exchange.of("full", "StateMinerSectors.later").result().values()) {
      if (sector.path("SectorNumber").asLong() == number.asLong()) {
        return sector;
      }
    }
    return NullNode.getInstance();
  }

  /** A changed copy. */
  static ObjectNode with(JsonNode original, String field, JsonNode value) {
    return ((ObjectNode) original.deepCopy()).set(field, value);
  }

  static boolean isHead(JsonNode key) {
    return key.equals(Exchange.of("full", HEAD).result().path("Cids"));
  }

  private static JsonNode preCommit(List<JsonNode> params) {
    boolean known = params.get(1).asLong() == 10 && !isHead(params.get(2));
    return known ? promise() : NullNode.getInstance();
  }

  /** New nodes take no empty tipset here. */
  private static JsonNode randomness(List<JsonNode> params) throws CallFailed {
    if (params.get(3).isEmpty()) {
      throw new CallFailed("loading tipset key: NewTipSet called with zero length array of blocks");
    }
    long epoch = params.get(1).asLong();
    if (params.get(0).asLong() != SEAL_RANDOMNESS || epoch > 0) {
      throw new CallFailed("not recorded: randomness of epoch " + epoch);
    }
    JsonNode genesis = Exchange.of("full", "ChainGetGenesis").result().path("Blocks").get(0);
    ByteString ticket = ByteString.fromBase64(genesis.path("Ticket").path("VRFProof").asString());
    ByteString drawn =
        Blake2b.BYTES_32.digest(
            number(SEAL_RANDOMNESS)
                .plus(Blake2b.BYTES_32.digest(ticket))
                .plus(number(epoch))
                .plus(ByteString.fromBase64(params.get(2).asString())));
    return StringNode.valueOf(drawn.base64());
  }

  private static ByteString number(long value) {
    return ByteString.of(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }
}
