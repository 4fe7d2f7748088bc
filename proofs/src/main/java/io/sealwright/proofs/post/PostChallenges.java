package io.sealwright.proofs.post;

import io.sealwright.proofs.hash.Sha256;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;

/** What randomness challenges (proofs specification, section 7.2). */
public final class PostChallenges {
  private PostChallenges() {}

  /**
   * The challenged leaves of one sector, in order; a leaf may occur twice.
   *
   * @param randomness a field element: the chain's, its two top bits cleared
   * @param position of the sector among all that are proven, by ascending number
   */
  public static List<Long> leaves(
      PostKind kind, SectorSize size, Bytes32 randomness, SectorNumber sector, long position) {
    long first = kind.isByPosition() ? position * kind.challenges() : 0;
    return LongStream.range(first, first + kind.challenges())
        .map(
            index -> Long.remainderUnsigned(draw(randomness, sector.number(), index), size.nodes()))
        .boxed()
        .toList();
  }

  /**
   * Which of a miner's sectors a winning PoSt is of: its place in the list.
   *
   * @param prover the miner as {@code MinerId.proverId} writes it
   * @param sectors how many it has, at least one
   */
  public static long winningSector(Bytes32 prover, Bytes32 randomness, long sectors) {
    return Long.remainderUnsigned(first8(prover.toBytes(), randomness.toBytes(), le(0)), sectors);
  }

  private static long draw(Bytes32 randomness, long sector, long index) {
    return first8(randomness.toBytes(), le(sector), le(index));
  }

  private static long first8(byte[]... parts) {
    return ByteBuffer.wrap(Sha256.of(parts)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static byte[] le(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
