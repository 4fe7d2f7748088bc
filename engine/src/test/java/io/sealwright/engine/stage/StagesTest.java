package io.sealwright.engine.stage;

import static io.sealwright.engine.stage.StageWorld.COMM_R;
import static io.sealwright.engine.stage.StageWorld.GOLDEN;
import static io.sealwright.engine.stage.StageWorld.RECORDED;
import static io.sealwright.engine.stage.StageWorld.digest;
import static io.sealwright.engine.stage.StageWorld.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorState;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.vanilla.OpeningsBinary;
import io.sealwright.proofs.vanilla.OpeningsJsonReader;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.bytes.ByteString;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sector from its pledge to its storage, file by file as the reference has them. */
final class StagesTest {
  @TempDir static Path parents;
  @TempDir Path folder;
  private StageWorld world;

  @BeforeEach
  void begin() throws Exception {
    world = new StageWorld(folder, parents);
  }

  @Test
  void packingWritesNothing() throws Exception {
    world.until(SectorState.GetTicket.class);
    assertThat(world.files()).isEmpty();
    SectorState.GetTicket state = (SectorState.GetTicket) world.state;
    assertThat(state.known().pieces().getFirst().commP().value().hex())
        .isEqualTo(GOLDEN.get("comm_d").asString());
  }

  @Test
  void p1AndP2LeaveWhatTheReferenceLeaves() throws Exception {
    world.until(SectorState.SubmitPreCommitBatch.class);
    CacheFolder cache = world.benched().cache();
    for (String name : GOLDEN.get("cache_files_after_p2").propertyNames()) {
      if (!name.equals("t_aux")) {
        assertThat(digest(cache.folder().resolve(name))).as(name).isEqualTo(recorded(name));
      }
    }
    assertThat(Files.readString(cache.tAux(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains(cache.folder().toString())
        .doesNotContain("sealwright-work");
    assertThat(world.state.known().replica()).contains(COMM_R);
    assertThat(world.bench.folder().resolve("sealwright-work")).isEmptyDirectory();
  }

  @Test
  void c1OpensWhatTheReferenceOpens() throws Exception {
    world.until(SectorState.Commit2.class);
    SealOpenings reference;
    try (InputStream in = Files.newInputStream(RECORDED.resolve("c1-zero.json"))) {
      reference = OpeningsJsonReader.read(in);
    }
    assertThat(world.openings).contains(ByteString.of(OpeningsBinary.write(reference)));
  }

  @Test
  void aStoredSectorIsWhatProvingReadsAndNothingElse() throws Exception {
    world.until(SectorState.Proving.class);
    assertThat(world.files())
        .containsOnlyKeys(
            "store/cache/s-t01000-42/p_aux",
            "store/cache/s-t01000-42/sc-02-data-tree-r-last.dat",
            "store/cache/s-t01000-42/t_aux",
            "store/sealed/s-t01000-42")
        .containsEntry("store/cache/s-t01000-42/p_aux", recorded("p_aux"))
        .containsEntry(
            "store/cache/s-t01000-42/sc-02-data-tree-r-last.dat",
            recorded("sc-02-data-tree-r-last.dat"))
        // The data is zeros, so the replica is the last layer.
        .containsEntry("store/sealed/s-t01000-42", recorded("sc-02-data-layer-2.dat"));
    assertThat(((SectorState.Proving) world.state).known().files()).isEqualTo(world.store.id());
    assertThat(
            Files.readString(
                world.stored().cache().tAux(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains(world.stored().cache().folder().toString());
  }
}
