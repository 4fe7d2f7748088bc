package io.sealwright.proofs.porep;

import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.file.FaultyFile;
import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.fr32.Fr32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Gets a sector's data back: data = replica − labels of the last layer, without its padding
 * (section 8). Making the labels costs as much as phase 1 did, unless the last layer was kept.
 */
public final class Unseal {
  private static final int BATCH_QUADS = 1 << 13;

  /** A stretch of the unpadded data, in bytes. It may begin and end anywhere. */
  public record Range(long offset, long length) {
    public Range {
      if (offset < 0 || length < 0) {
        throw new IllegalArgumentException("a range of " + length + " bytes from " + offset);
      }
    }

    public static Range all(SectorSize size) {
      return new Range(0, size.unpaddedBytes());
    }

    public boolean isWithin(SectorSize size) {
      return offset <= size.unpaddedBytes() && length <= size.unpaddedBytes() - offset;
    }
  }

  private final Means means;

  public Unseal(Means means) {
    this.means = means;
  }

  /**
   * Labels the sector in a scratch folder, then decodes. The range must be {@linkplain
   * Range#isWithin within} the sector.
   */
  public void run(
      SealOrder order, CommD commD, Path sealed, Range range, CacheFolder scratch, OutputStream out)
      throws IOException, InterruptedException {
    PorepConfig config = order.config();
    new Phase1(means).label(config, order.replicaId(commD), commD, scratch);
    decode(config.size(), sealed, scratch.layer(config.size().layers()), range, out);
  }

  /**
   * Decodes with a last layer that is there.
   *
   * @throws IOException when a file has not the sector's size, holds what is no field element, or
   *     cannot be read
   */
  public void decode(SectorSize size, Path sealed, Path lastLayer, Range range, OutputStream out)
      throws IOException, InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment replica = Mapped.readOnly(sealed, size.bytes(), arena);
      MemorySegment key = Mapped.readOnly(lastLayer, size.bytes(), arena);
      Quads batch = new Quads();
      long end = range.offset() + range.length();
      for (long at = range.offset(); at < end; ) {
        if (Thread.interrupted()) {
          throw new InterruptedException("stopped while unsealing");
        }
        at += batch.decode(replica, key, at, end, out);
        means
            .progress()
            .on(new ProgressEvent(Phase.UNSEAL, 0, at - range.offset(), range.length()));
      }
    } catch (IllegalArgumentException _) {
      throw FaultyFile.noSealingWrites(sealed);
    } catch (InternalError e) {
      throw Mapped.lost(e);
    }
  }

  /** Buffers for a batch of quads. */
  private static final class Quads {
    private final byte[] padded = new byte[BATCH_QUADS * Fr32.PADDED_QUAD];
    private final byte[] data = new byte[BATCH_QUADS * Fr32.UNPADDED_QUAD];

    /** Writes data from byte {@code at} on, at most to {@code end}; returns how many bytes. */
    int decode(MemorySegment replica, MemorySegment key, long at, long end, OutputStream out)
        throws IOException {
      long quad = at / Fr32.UNPADDED_QUAD;
      int skip = (int) (at % Fr32.UNPADDED_QUAD);
      int bytes = (int) Math.min(end - at, data.length - skip);
      int quads = Math.ceilDiv(skip + bytes, Fr32.UNPADDED_QUAD);
      long from = quad * Fr32.PADDED_QUAD;
      long length = (long) quads * Fr32.PADDED_QUAD;
      Fr.subtractNodes(
          replica.asSlice(from, length),
          key.asSlice(from, length),
          MemorySegment.ofArray(padded).asSlice(0, length));
      Fr32.unpad(padded, 0, data, 0, quads);
      out.write(data, skip, bytes);
      return bytes;
    }
  }
}
