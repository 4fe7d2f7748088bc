package io.sealwright.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathLayoutTest {
  private static final SectorSize SIZE = SectorSize.KIB_2;
  private static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(7));

  @TempDir private Path folder;

  private PathLayout whole() throws Exception {
    PathLayout layout = new PathLayout(folder);
    Path sealed = layout.file(FileType.SEALED, SECTOR);
    Files.createDirectories(sealed.getParent());
    Files.write(sealed, new byte[Math.toIntExact(SIZE.bytes())]);
    Path cache = Files.createDirectories(layout.file(FileType.CACHE, SECTOR));
    for (Map.Entry<String, Long> file : Purpose.PROVE.cacheFiles(SIZE).entrySet()) {
      Files.write(cache.resolve(file.getKey()), new byte[Math.toIntExact(file.getValue())]);
    }
    return layout;
  }

  @Test
  void aSectorIsLostWhenAFileIsGoneOrHasAnotherLength() throws Exception {
    PathLayout layout = whole();
    assertThat(layout.isWhole(SECTOR, SIZE)).isTrue();
    assertThat(layout.isLost(SECTOR, SIZE)).isFalse();

    Path sealed = layout.file(FileType.SEALED, SECTOR);
    Files.write(sealed, new byte[1]);
    assertThat(layout.isLost(SECTOR, SIZE)).isTrue();
    Files.delete(sealed);
    assertThat(layout.isLost(SECTOR, SIZE)).isTrue();
    assertThat(layout.isWhole(SECTOR, SIZE)).isFalse();
  }

  @Test
  void aSectorWhoseFilesCannotBeLookedAtIsNeitherWholeNorLost() throws Exception {
    PathLayout layout = whole();
    Path sealed = layout.file(FileType.SEALED, SECTOR);
    Files.delete(sealed);
    Files.createSymbolicLink(sealed, sealed);

    assertThat(layout.isWhole(SECTOR, SIZE)).isFalse();
    assertThat(layout.isLost(SECTOR, SIZE)).isFalse();
  }
}
