package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnsealTest {
  private static final GoldenSector GOLDEN = GoldenSector.of("2k-v1_1", "piece_sector");
  private static final SealOrder ORDER =
      new SealOrder(
          new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
          new SectorId(new MinerId(1000), new SectorNumber(43)),
          new Ticket(Bytes32.repeat(1)));

  @TempDir Path folder;

  @Test
  void anyRangeOfTheDataComesBackFromTheSealedFileAlone() throws Exception {
    Means means = new Means(1, folder.resolve("parents"), Progress.silent());
    CacheFolder cache = new CacheFolder(Files.createDirectory(folder.resolve("cache")));
    Path sealed = folder.resolve("sealed");
    SectorData data = GOLDEN.stage(folder);
    Labels labels = new Phase1(means).run(ORDER, data, cache);
    assertThat(labels.replicaId()).isEqualTo(GOLDEN.replicaId());
    new Phase2(means).run(labels, data, sealed);

    CacheFolder scratch = new CacheFolder(Files.createDirectory(folder.resolve("scratch")));
    byte[] expected = GoldenSector.pattern(2032);
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      int offset = random.nextInt(2033);
      int length = i == 0 ? 0 : random.nextInt(2033 - offset);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Unseal.Range range = new Unseal.Range(offset, length);
      new Unseal(means).run(ORDER, GOLDEN.commD(), sealed, range, scratch, out);

      assertThat(out.toByteArray())
          .as("%d bytes from %d", length, offset)
          .isEqualTo(Arrays.copyOfRange(expected, offset, offset + length));
    }
  }

  @Test
  void aSealedFileThatHoldsNoFieldElementsIsSaidToBeDamaged() throws Exception {
    Path sealed = folder.resolve("sealed");
    byte[] damaged = new byte[2048];
    damaged[63] = (byte) 0xff;
    Files.write(sealed, damaged);
    Path key = Files.write(folder.resolve("key"), new byte[2048]);
    Unseal unseal = new Unseal(new Means(1, folder, Progress.silent()));
    Unseal.Range all = Unseal.Range.all(SectorSize.KIB_2);
    assertThatIOException()
        .isThrownBy(
            () -> unseal.decode(SectorSize.KIB_2, sealed, key, all, new ByteArrayOutputStream()))
        .withMessageContaining(sealed.toString())
        .withMessageContaining("is damaged");
  }

  @Test
  void aRangeKnowsWhetherItLiesWithinTheSector() {
    assertThat(new Unseal.Range(0, 2032).isWithin(SectorSize.KIB_2)).isTrue();
    assertThat(new Unseal.Range(2032, 0).isWithin(SectorSize.KIB_2)).isTrue();
    assertThat(new Unseal.Range(2032, 1).isWithin(SectorSize.KIB_2)).isFalse();
    assertThat(new Unseal.Range(1, Long.MAX_VALUE).isWithin(SectorSize.GIB_64)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Unseal.Range(-1, 1));
  }
}
