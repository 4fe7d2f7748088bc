package io.sealwright.proofs.porep;

import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.fr32.Fr32;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Fills a sector's unsealed file: pieces padded and aligned, zeros between and behind them. The
 * file is sparse where it is zero.
 */
public final class AddPiece {
  private static final int BATCH_QUADS = 1 << 13;
  private static final int BATCH_RAW = BATCH_QUADS * Fr32.UNPADDED_QUAD;

  /** A raw file and the padded size it takes in the sector; zeros fill what it does not. */
  public record Source(Path file, PaddedSize size) {}

  private final SectorSize size;
  private final Progress progress;

  public AddPiece(SectorSize size, Progress progress) {
    this.size = size;
    this.progress = progress;
  }

  /** How many zero bytes come before a piece, unpadded, after {@code written} unpadded bytes. */
  static long paddingBefore(long written, long piece) {
    long needed = PaddedSize.holding(piece).unpadded();
    long over = written % needed;
    return over == 0 ? 0 : needed - over;
  }

  /**
   * Writes {@code staged}, which appears under its name when it is whole. The pieces must
   * {@linkplain Pieces#fit fit}. A file that is longer than its size, or changes while it is read,
   * is an error.
   */
  public void stage(List<Source> sources, Path staged) throws IOException, InterruptedException {
    List<Long> offsets = Pieces.offsets(sources.stream().map(Source::size).toList());
    try (PartialFile out = PartialFile.of(staged)) {
      for (int i = 0; i < sources.size(); i++) {
        write(sources.get(i), out, offsets.get(i));
      }
      extend(out);
      out.complete();
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("stopped while adding pieces");
    }
    progress.on(new ProgressEvent(Phase.ADD_PIECE, 0, size.bytes(), size.bytes()));
  }

  private void write(Source source, PartialFile out, long offset) throws IOException {
    if (Files.size(source.file()) > source.size().unpadded()) {
      throw new FileSystemException(
          source.file().toString(),
          null,
          "has more than the " + source.size().unpadded() + " bytes its piece holds");
    }
    byte[] raw = new byte[BATCH_RAW];
    byte[] padded = new byte[BATCH_QUADS * Fr32.PADDED_QUAD];
    long at = offset;
    try (InputStream in = Files.newInputStream(source.file())) {
      for (int got = in.readNBytes(raw, 0, BATCH_RAW);
          got > 0;
          got = in.readNBytes(raw, 0, BATCH_RAW)) {
        int quads = Math.ceilDiv(got, Fr32.UNPADDED_QUAD);
        Arrays.fill(raw, got, quads * Fr32.UNPADDED_QUAD, (byte) 0);
        Fr32.pad(raw, 0, padded, 0, quads);
        long bytes = (long) quads * Fr32.PADDED_QUAD;
        out.write(MemorySegment.ofArray(padded).asSlice(0, bytes), at);
        at += bytes;
        progress.on(new ProgressEvent(Phase.ADD_PIECE, 0, at, size.bytes()));
      }
    }
  }

  /** The last byte fixes the length; a sector that is full to its end has it already. */
  private void extend(PartialFile out) throws IOException {
    if (out.channel().size() < size.bytes()) {
      out.write(MemorySegment.ofArray(new byte[1]), size.bytes() - 1);
    }
  }
}
