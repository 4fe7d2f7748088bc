package io.sealwright.engine.standing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.Leb128;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockSource;
import io.sealwright.protocol.ipld.Hamt;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The sectors that a miner has pre-committed and not proven. No method of a node lists them, so
 * that the map of the miner's actor is read, block by block.
 */
public final class PromisedSectors {
  /** More than a miner makes in the month that there is to prove them. */
  private static final int MOST = 1 << 18;

  private PromisedSectors() {}

  /** Their numbers at a head. */
  public static Bitfield of(FullNode node, MinerId miner, Tipset head)
      throws RpcException, InterruptedException {
    Set<Long> numbers = new TreeSet<>();
    try {
      new Hamt<>(blocks(node), MinerCbor.PRE_COMMIT, BitWidths.HAMT)
          .forEach(
              root(node, miner, head),
              (key, _) -> {
                if (numbers.size() == MOST) {
                  throw new IOException("there are more than " + MOST);
                }
                numbers.add(Leb128.read(ByteBuffer.wrap(key.toBytes())));
              });
    } catch (Unasked e) {
      throw e.why;
    } catch (InterruptedIOException _) {
      throw new InterruptedException();
    } catch (IOException e) {
      throw new RpcException.Misunderstood(
          "the pre-commits of %s could not be read: %s".formatted(miner, e.getMessage()));
    }
    return Bitfield.of(numbers.stream().mapToLong(Long::longValue).toArray());
  }

  private static Cid root(FullNode node, MinerId miner, Tipset head)
      throws RpcException, InterruptedException {
    String root =
        node.ask(node.api().state().readState().ask(Address.of(miner), head.key()))
            .state()
            .path("PreCommittedSectors")
            .path("/")
            .asString("");
    try {
      return Cid.parse(root);
    } catch (IllegalArgumentException _) {
      throw new RpcException.Misunderstood(
          "the state of %s has no PreCommittedSectors".formatted(miner));
    }
  }

  private static BlockSource blocks(FullNode node) {
    return cid -> {
      try {
        return Optional.of(node.ask(node.api().chain().readObj().ask(cid)).toBytes());
      } catch (RpcException e) {
        throw new Unasked(e);
      } catch (InterruptedException _) {
        throw new InterruptedIOException();
      }
    };
  }

  /** What a node refused, through code that knows of blocks only. */
  private static final class Unasked extends IOException {
    private static final long serialVersionUID = 1;

    private final transient RpcException why;

    Unasked(RpcException why) {
      super(why);
      this.why = why;
    }
  }
}
