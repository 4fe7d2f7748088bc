package io.sealwright.engine.recovery.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.recovery.publish.SectorLayout.Staging;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing only moves bytes, so any bytes of the right length under a right p_aux will do. */
final class PublisherTest {
  private static final SectorSize SIZE = SectorSize.KIB_2;
  private static final PAux ROOTS = new PAux(Bytes32.repeat(5), Bytes32.repeat(6));
  private static final CommR COMM_R = ROOTS.commR();
  private static final Bytes32 REPLICA = Bytes32.repeat(4);

  @TempDir Path folder;
  private SectorLayout layout =
      new SectorLayout(Path.of(""), new SectorId(new MinerId(1000), new SectorNumber(43)));

  @BeforeEach
  void placeTheResult() {
    layout = new SectorLayout(folder.resolve("result"), layout.sector());
  }

  @Test
  void aPublishedSectorIsCompleteAndNothingElseIsLeft() throws Exception {
    publish();
    assertThat(published()).isEqualTo(new Published.Complete());
    assertThat(names(layout.root())).containsExactly("cache", "sealed");
    assertThat(names(layout.cache().folder()))
        .containsExactly("note.json", "p_aux", "sc-02-data-tree-r-last.dat", "t_aux");
    assertThat(Files.readString(layout.cache().tAux(), ISO_8859_1))
        .contains(layout.cache().folder().toString())
        .doesNotContain("staging");
  }

  /** The instants between the steps at which a run may be killed. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aRunThatFindsHalfAPublishFinishesIt(int moved) throws Exception {
    publish();
    Staging staging = layout.staging();
    Files.createDirectories(staging.folder());
    if (moved < 2) {
      Files.move(layout.sealed(), staging.sealed());
    }
    if (moved < 1) {
      Files.move(layout.cache().folder(), staging.cache().folder());
    }
    new ReadyMark(REPLICA, COMM_R).write(staging.ready());

    assertThat(published()).isEqualTo(new Published.Half(COMM_R));
    assertThat(Published.halfOf(layout, SIZE, REPLICA)).contains(COMM_R);
    assertThat(Published.halfOf(layout, SIZE, Bytes32.ZERO)).isEmpty();
    List<String> cleaned = new ArrayList<>();
    publisher().finish(SIZE, COMM_R, () -> cleaned.add("temp"));
    assertThat(published()).isEqualTo(new Published.Complete());
    assertThat(names(layout.root())).containsExactly("cache", "sealed");
    assertThat(cleaned).containsExactly("temp");
  }

  @Test
  void aCacheFolderWithoutItsSealedFileIsReplacedByTheWhole() throws Exception {
    publish();
    Files.move(layout.sealed(), folder.resolve("gone"));
    Files.writeString(layout.cache().treeRLast(0, 1), "damaged");
    assertThat(published()).isEqualTo(new Published.Absent());
    publish();
    assertThat(published()).isEqualTo(new Published.Complete());
    assertThat(layout.cache().treeRLast(0, 1)).hasSize(32);
  }

  @Test
  void aStagingFolderWithoutItsMarkIsCopiedAnew() throws Exception {
    Files.createDirectories(layout.staging().cache().folder());
    Files.writeString(layout.staging().sealed(), "half a copy");
    assertThat(published()).isEqualTo(new Published.Absent());
    publish();
    assertThat(published()).isEqualTo(new Published.Complete());
    assertThat(layout.sealed()).hasSize(SIZE.bytes());
  }

  /** Another sealing of the same sector number was killed before it moved anything into place. */
  @Test
  void aStagingFolderOfAnotherReplicaGivesWay() throws Exception {
    Staging staging = layout.staging();
    Files.createDirectories(staging.cache().folder());
    Files.write(staging.sealed(), new byte[2048]);
    PAux others = new PAux(Bytes32.repeat(7), Bytes32.repeat(8));
    Files.write(staging.cache().pAux(), others.toBytes());
    new ReadyMark(Bytes32.repeat(3), others.commR()).write(staging.ready());

    publish();
    assertThat(published()).isEqualTo(new Published.Complete());
    assertThat(names(layout.root())).containsExactly("cache", "sealed");
  }

  @Test
  void aSectorWithAnotherCommitmentIsForeign() throws Exception {
    publish();
    CommR other = new CommR(Bytes32.repeat(9));
    assertThat(Published.of(layout, SIZE, other))
        .isEqualTo(new Published.OtherCommR(layout.sealed(), COMM_R, other));
    Files.move(layout.sealed(), folder.resolve("gone"));
    assertThat(Published.of(layout, SIZE, other)).isInstanceOf(Published.Foreign.class);
  }

  @Test
  void aSectorThatIsNotWholeIsNotTakenForOne() throws Exception {
    publish();
    Files.write(layout.sealed(), new byte[100]);
    assertThat(published()).isInstanceOf(Published.Foreign.class);
    Files.write(layout.sealed(), new byte[2048]);
    Files.write(layout.cache().treeRLast(0, 1), new byte[31]);
    assertThat(published()).isInstanceOf(Published.Foreign.class);
    Files.move(layout.cache().pAux(), folder.resolve("gone"));
    assertThat(published()).isInstanceOf(Published.Foreign.class);
  }

  /** Hours lie between the look before sealing and the publishing. */
  @Test
  void whatHasTakenThePlaceMeanwhileIsNotOverwritten() throws Exception {
    Files.createDirectories(folder.resolve("result/sealed"));
    Files.writeString(layout.sealed(), "another");
    assertThatThrownBy(this::publish).hasMessageContaining(layout.sealed() + ": is in the way");
    assertThat(layout.sealed()).hasContent("another");
    assertThat(layout.cache().folder()).doesNotExist();
  }

  @Test
  void aCopyThatFailsLeavesNothing() throws Exception {
    Product product = product();
    Files.move(product.sealed(), folder.resolve("gone"));
    assertThatThrownBy(() -> publisher().publish(product, Keep.PROVING, () -> {}))
        .isInstanceOf(IOException.class);
    assertThat(names(layout.root())).isEmpty();
  }

  private Published published() throws IOException {
    return Published.of(layout, SIZE, COMM_R);
  }

  private void publish() throws IOException, InterruptedException {
    publisher().publish(product(), Keep.PROVING, () -> {});
  }

  private Publisher publisher() {
    return new Publisher(layout, Progress.silent());
  }

  private Product product() throws IOException {
    Path bench = Files.createDirectories(folder.resolve("bench"));
    CacheFolder cache = new CacheFolder(bench);
    Files.write(cache.pAux(), ROOTS.toBytes());
    Files.write(cache.treeRLast(0, 1), new byte[32]);
    Path sealed = Files.write(bench.resolve("sealed"), new byte[2048]);
    return new Product(
        SIZE, REPLICA, COMM_R, cache, sealed, Optional.empty(), Map.of("note.json", "{}"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var names = Files.list(folder)) {
      return names.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
