package io.sealwright.lotus.api;

import io.sealwright.lotus.api.full.MinerStateMethods;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Requests about one miner that need to know more than their method: what randomness is drawn for,
 * how many deadlines there are, in which words something is absent.
 *
 * <p>Source of the numbers of purposes: go-state-types, {@code crypto/randomness.go}.
 */
public final class MinerQueries {
  private static final long WINDOW_CHALLENGE = 4;
  private static final long SEAL_RANDOMNESS = 5;
  private static final long INTERACTIVE_CHALLENGE = 6;
  private static final long CHAIN_COMMIT = 9;

  /**
   * Words with which nodes of all ages say that a sector has no pre-commit, on some of their APIs.
   */
  private static final List<String> NO_PRE_COMMIT =
      List.of("precommit info is not exists", "precommit info does not exist");

  private final FullApi api;
  private final Address miner;
  private final ByteString entropy;

  public MinerQueries(FullApi api, MinerId miner) {
    this.api = api;
    this.miner = Address.of(miner);
    this.entropy = ByteString.of(AddressCbor.ADDRESS.encode(this.miner));
  }

  /** The randomness of a seal, from the tickets of an epoch; to be {@linkplain #drawn read}. */
  public Ask<ByteString> ticket(Epoch epoch, TipsetKey head) {
    return api.randomness().fromTickets().ask(SEAL_RANDOMNESS, epoch, entropy, head);
  }

  /** What a proof of replication has to open, by the beacon; to be {@linkplain #drawn read}. */
  public Ask<ByteString> seed(Epoch epoch, TipsetKey head) {
    return api.randomness().fromBeacon().ask(INTERACTIVE_CHALLENGE, epoch, entropy, head);
  }

  /** What picks the leaves of a window, by the beacon; to be {@linkplain #drawn read}. */
  public Ask<ByteString> windowChallenge(Epoch epoch, TipsetKey head) {
    return api.randomness().fromBeacon().ask(WINDOW_CHALLENGE, epoch, entropy, head);
  }

  /** What ties a window's proof to a chain, by its tickets; to be {@linkplain #drawn read}. */
  public Ask<ByteString> chainCommit(Epoch epoch, TipsetKey head) {
    return api.randomness().fromTickets().ask(CHAIN_COMMIT, epoch, ByteString.EMPTY, head);
  }

  /**
   * Randomness as it was drawn.
   *
   * @throws RpcException.Misunderstood if it has not 32 bytes
   */
  public static Bytes32 drawn(ByteString answer) throws RpcException {
    if (answer.size() != Bytes32.LENGTH) {
      throw new RpcException.Misunderstood(
          "randomness of " + answer.size() + " bytes instead of 32");
    }
    return Bytes32.of(answer.toBytes());
  }

  /** The partitions of so many deadlines, from the first on, a request for each. */
  public List<Ask<List<ShownPartition>>> partitions(int deadlines, TipsetKey head) {
    MinerStateMethods methods = api.miner();
    return LongStream.range(0, deadlines)
        .mapToObj(index -> methods.partitions().ask(miner, index, head))
        .toList();
  }

  /** Whether a refusal says that a sector has no pre-commit. */
  public static boolean saysNoPreCommit(String refusal) {
    return NO_PRE_COMMIT.contains(refusal);
  }
}
