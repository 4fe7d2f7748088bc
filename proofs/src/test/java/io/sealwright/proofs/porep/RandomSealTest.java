package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sectors of any miner, number, ticket and layout of pieces, sealed here and by a plain oracle of
 * the specification. The seed is the test's name.
 */
@ParameterizedClass
@MethodSource("io.sealwright.proofs.kernel.EachKernel#all")
final class RandomSealTest {
  private static final List<SectorSize> SIZES =
      List.of(SectorSize.KIB_2, SectorSize.KIB_4, SectorSize.KIB_16, SectorSize.KIB_32);

  @TempDir static Path parents;
  @TempDir Path folder;

  private final Kernels kernels;

  RandomSealTest(Kernels kernels) {
    this.kernels = kernels;
  }

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("sealwright.random.sectors", 24));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anySectorSealsAsTheSpecificationSays(long seed) throws Exception {
    Random random = new Random(seed);
    SealOrder order = order(random);
    List<byte[]> raws = new ArrayList<>();
    List<PaddedSize> sizes = pieces(random, order.proof().size(), raws);
    PlainSeal.Result expected = plain(order, raws, sizes).seal();

    Means means = new Means(2, parents, Progress.silent(), kernels);
    CacheFolder cache = new CacheFolder(Files.createDirectory(folder.resolve("cache")));
    Path sealed = folder.resolve("sealed");
    SectorData data = stage(order.proof().size(), raws, sizes);
    Labels labels = new Phase1(means).run(order, data, cache);
    Replica replica = new Phase2(means).run(labels, data, sealed);

    assertThat(labels.commD().value()).isEqualTo(expected.commD());
    assertThat(Pieces.commD(order.proof().size(), commitments(raws, sizes)))
        .isEqualTo(labels.commD());
    assertThat(labels.replicaId()).isEqualTo(expected.replicaId());
    assertThat(content(cache.layer(order.proof().size().layers()))).isEqualTo(expected.lastLayer());
    assertThat(content(sealed)).isEqualTo(expected.sealed());
    assertThat(content(cache.pAux())).isEqualTo(expected.pAux());
    assertThat(replica.commR().value()).isEqualTo(expected.commR());
  }

  private static ByteBuffer content(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file));
  }

  private static SealOrder order(Random random) {
    List<SealFamily> families = List.of(SealFamily.values());
    SealFamily family = families.get(random.nextInt(families.size()));
    SectorSize size = SIZES.get(random.nextInt(SIZES.size()));
    long miner = random.nextLong() >>> 1 + random.nextInt(62);
    long number = random.nextBoolean() ? Long.MAX_VALUE : random.nextLong() >>> 1;
    byte[] ticket = new byte[32];
    random.nextBytes(ticket);
    return new SealOrder(
        new SealProof(family, size),
        new SectorId(new MinerId(miner), new SectorNumber(number)),
        new Ticket(Bytes32.of(ticket)));
  }

  /** As many pieces of any size as fit, some not quite filled, maybe none. */
  private static List<PaddedSize> pieces(Random random, SectorSize size, List<byte[]> raws) {
    List<PaddedSize> sizes = new ArrayList<>();
    while (random.nextInt(4) > 0) {
      sizes.add(
          new PaddedSize(128L << random.nextInt(Long.numberOfTrailingZeros(size.bytes()) - 6)));
      if (!Pieces.fit(size, sizes)) {
        sizes.removeLast();
        continue;
      }
      int most = (int) sizes.getLast().unpadded();
      byte[] raw = new byte[random.nextBoolean() ? most : 1 + random.nextInt(most)];
      random.nextBytes(raw);
      raws.add(raw);
    }
    return sizes;
  }

  private static PlainSeal plain(SealOrder order, List<byte[]> raws, List<PaddedSize> sizes) {
    List<PlainSeal.At> pieces = new ArrayList<>();
    long end = 0;
    for (int i = 0; i < raws.size(); i++) {
      while (end % sizes.get(i).bytes() != 0) {
        end += 128;
      }
      pieces.add(new PlainSeal.At(end, ByteBuffer.wrap(raws.get(i))));
      end += sizes.get(i).bytes();
    }
    return new PlainSeal(
        order.config(),
        order.sector().miner().proverId(),
        order.sector().number().number(),
        order.ticket().value(),
        pieces);
  }

  private SectorData stage(SectorSize size, List<byte[]> raws, List<PaddedSize> sizes)
      throws IOException, InterruptedException {
    List<AddPiece.Source> sources = new ArrayList<>();
    for (int i = 0; i < raws.size(); i++) {
      Path file = Files.write(folder.resolve("piece-" + i), raws.get(i));
      sources.add(new AddPiece.Source(file, sizes.get(i)));
    }
    Path staged = folder.resolve("staged");
    new AddPiece(size, Progress.silent()).stage(sources, staged);
    return new SectorData.Staged(staged);
  }

  private static List<Piece> commitments(List<byte[]> raws, List<PaddedSize> sizes)
      throws IOException {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < raws.size(); i++) {
      PieceHash hash = PieceHash.of(new ByteArrayInputStream(raws.get(i)));
      pieces.add(new Piece(sizes.get(i), hash.at(sizes.get(i))));
    }
    return pieces;
  }
}
