package io.sealwright.proofs.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of sectors whose files are nowhere, or may be where nobody could look. */
final class StorageSearchTest {
  private static final MinerId MINER = new MinerId(1000);
  private static final PostVerifier.Subject SECTOR =
      new PostVerifier.Subject(new SectorNumber(42), new CommR(Bytes32.repeat(1)));

  @TempDir private Path folder;

  @Test
  void aPartThatIsOnNoPathIsNamed() throws Exception {
    Path path = withCache(folder.resolve("path"));

    StorageSearch.Found found = find(List.of(path));

    assertThat(found.failures()).isEmpty();
    assertThat(found.missing())
        .extracting(bad -> bad.defect().words())
        .containsExactly("no path has its sealed file");
  }

  @Test
  void aPathThatCannotBeListedMayHaveIt() throws Exception {
    Path sound = withCache(folder.resolve("sound"));
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.createSymbolicLink(broken.resolve("sealed"), Path.of("sealed"));

    StorageSearch.Found found = find(List.of(sound, broken));

    assertThat(found.failures()).containsOnlyKeys(broken);
    assertThat(found.failures().get(broken))
        .startsWith("cannot be listed: " + broken.resolve("sealed") + " ")
        .containsIgnoringCase("symbolic links");
    assertThat(found.missing())
        .extracting(bad -> bad.defect().words())
        .containsExactly("no path that could be listed has its sealed file; unknown: " + broken);
  }

  private static Path withCache(Path path) throws Exception {
    Files.createDirectories(path.resolve("cache/s-t01000-42"));
    Files.createDirectory(path.resolve("sealed"));
    return path;
  }

  private static StorageSearch.Found find(List<Path> storage) throws Exception {
    return StorageSearch.find(
        storage, MINER, List.of(SECTOR), InstantSource.system(), Instant.now().plusSeconds(60));
  }
}
