package io.sealwright.proofs.porep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What phase 1 does with what an earlier run left. */
final class Phase1ResumeTest {
  private static final GoldenSector GOLDEN = GoldenSector.of("32KiB", "zero_sector");

  @TempDir static Path parents;
  @TempDir Path folder;

  private final Set<Integer> labelled = ConcurrentHashMap.newKeySet();
  private CacheFolder cache = new CacheFolder(Path.of(""));

  @BeforeEach
  void sealOnce() throws Exception {
    cache = new CacheFolder(folder);
    label(GOLDEN.replicaId());
    labelled.clear();
  }

  private Labels label(Bytes32 replicaId) throws IOException, InterruptedException {
    Progress listener =
        event -> {
          if (event.phase() == Phase.LABELS) {
            labelled.add(event.layer());
          }
        };
    return new Phase1(new Means(2, parents, listener))
        .label(GOLDEN.config(), replicaId, GOLDEN.commD(), cache);
  }

  private String digest(int layer) throws IOException {
    return FileDigest.of(cache.layer(layer)).sha256();
  }

  private String expected(int layer) {
    String name = cache.layer(layer).getFileName().toString();
    return Objects.requireNonNull(GOLDEN.cacheFiles().get(name)).sha256();
  }

  private void flipBit(Path file, long at) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      channel.write(one, at);
    }
  }

  @Test
  void soundLayersAreKept() throws Exception {
    Labels labels = label(GOLDEN.replicaId());

    assertThat(labelled).isEmpty();
    assertThat(labels.notes()).isEmpty();
    assertThat(labels.digests()).extracting(Bytes32::hex).containsExactly(digest(1), digest(2));
  }

  @Test
  void aDamagedLayerAloneIsMadeAgainAndReported() throws Exception {
    flipBit(cache.layer(1), 20_000);

    Labels labels = label(GOLDEN.replicaId());

    assertThat(labelled).containsExactly(1);
    assertThat(digest(1)).isEqualTo(expected(1));
    assertThat(digest(2)).isEqualTo(expected(2));
    assertThat(labels.notes()).containsExactly(new LabelNote.MadeAgain(1));
  }

  @Test
  void aMissingOrShortLayerIsMadeAgain() throws Exception {
    Files.write(cache.layer(2), new byte[100]);

    label(GOLDEN.replicaId());

    assertThat(labelled).containsExactly(2);
    assertThat(digest(2)).isEqualTo(expected(2));
  }

  @Test
  void layersOfAnotherReplicaAreNotTaken() throws Exception {
    Labels labels = label(Bytes32.repeat(1));

    assertThat(labelled).containsExactlyInAnyOrder(1, 2);
    assertThat(labels.notes()).isEmpty();
    assertThat(digest(1)).isNotEqualTo(expected(1));
    label(GOLDEN.replicaId());
    assertThat(digest(2)).isEqualTo(expected(2));
  }

  @Test
  void layersWithoutAJournalAreNotTrusted() throws Exception {
    Files.writeString(cache.journal(), "sealwright-labels 1\nsize 32KiB\n");

    label(GOLDEN.replicaId());

    assertThat(labelled).containsExactlyInAnyOrder(1, 2);
  }

  /** The journal says another digest than this host computes: as if a bit had flipped back then. */
  @Test
  void aLayerThatComesOutDifferentlyAccusesTheHost() throws Exception {
    String journal = Files.readString(cache.journal());
    Files.writeString(cache.journal(), journal.replace(digest(1), "00".repeat(32)));

    Labels labels = label(GOLDEN.replicaId());

    assertThat(labels.notes())
        .contains(new LabelNote.CameOutDifferently(1, Bytes32.ZERO, Bytes32.fromHex(expected(1))));
    assertThat(digest(2)).isEqualTo(expected(2));
    assertThat(labels.digests()).extracting(Bytes32::hex).containsExactly(digest(1), digest(2));
  }

  @Test
  void aVanishedFolderIsOneClearError() {
    cache = new CacheFolder(folder.resolve("gone"));

    assertThatThrownBy(() -> label(GOLDEN.replicaId()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void anInterruptedRunLeavesNothingThatLooksFinished() throws Exception {
    CacheFolder fresh = new CacheFolder(Files.createDirectory(folder.resolve("fresh")));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() ->
            new Phase1(new Means(1, parents, Progress.silent()))
                .label(GOLDEN.config(), GOLDEN.replicaId(), GOLDEN.commD(), fresh))
        .isInstanceOf(InterruptedException.class);

    Thread.interrupted();
    assertThat(fresh.layer(1)).doesNotExist();
    assertThat(fresh.layer(2)).doesNotExist();
    assertThat(fresh.unfinishedLayer(1)).doesNotExist();
  }
}
