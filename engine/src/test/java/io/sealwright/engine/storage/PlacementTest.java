package io.sealwright.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.storage.Placement.Objection;
import io.sealwright.engine.storage.Placement.Request;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.PathSpace;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.cluster.StoragePath.Limits;
import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which path takes a file, and why the others do not. */
final class PlacementTest {
  private static final long GIB = 1L << 30;
  private static final MinerId MINER = new MinerId(1000);
  private static final Request SEALED =
      new Request(MINER, SectorSize.GIB_32, Set.of(FileType.SEALED), SpaceUse.STORING);

  /** Spec 3.6: tenths of the sector size. */
  @ParameterizedTest
  @CsvSource({
    "SEALING, SEALED, 10",
    "SEALING, UNSEALED, 10",
    "SEALING, UPDATE_CACHE, 21",
    "STORING, CACHE, 1",
    "STORING, UPDATE_CACHE, 1",
    "STORING, SEALED, 10"
  })
  void roomIsReckonedAsLotusReckonsIt(SpaceUse use, FileType type, long tenths) {
    assertThat(use.bytes(Set.of(type), SectorSize.GIB_32)).isEqualTo(tenths * 32 * GIB / 10);
  }

  @Test
  void theBestPathHasMostOfWeightTimesRoom() {
    Placement placement =
        Placement.of(
            SEALED,
            List.of(
                path("heavy", 10, 100 * GIB),
                path("roomy", 1, 900 * GIB),
                path("both", 5, 300 * GIB)));
    assertThat(placement.fitting())
        .extracting(StoragePath::id)
        .containsExactly("both", "heavy", "roomy");
    assertThat(placement.best()).map(StoragePath::id).contains("both");
  }

  /** Recorded: StorageBestAlloc for sealing and for storage, with the paths of that network. */
  @ParameterizedTest
  @CsvSource({"sealing, SEALING", "storage, STORING"})
  void recordedPathsAreChosenAsTheMinerChose(String recording, SpaceUse use) throws Exception {
    List<PathState> paths = new ArrayList<>();
    for (String file : List.of("local", "worker")) {
      paths.add(
          new PathState(
              StorageJson.PATH.decode(RpcJson.parse(recorded("StorageInfo." + file))),
              StorageJson.SPACE.decode(RpcJson.parse(recorded("StorageStat." + file))),
              Duration.ofSeconds(5),
              ""));
    }
    Request request = new Request(MINER, SectorSize.KIB_2, Set.of(FileType.SEALED), use);
    List<StoragePath> best =
        StorageJson.PATH.list().decode(RpcJson.parse(recorded("StorageBestAlloc." + recording)));
    assertThat(Placement.of(request, paths).fitting())
        .extracting(StoragePath::id)
        .containsExactlyInAnyOrderElementsOf(best.stream().map(StoragePath::id).toList());
  }

  @Test
  void everyReasonAgainstAPathIsTold() {
    StoragePath closed =
        new StoragePath(
            "closed",
            Optional.empty(),
            0,
            0,
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            new Limits(
                Optional.of(List.of("cache")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of("t01000"))));
    PathState state =
        new PathState(closed, space(GIB), Duration.ofSeconds(51), "input/output error");
    Placement placement = Placement.of(SEALED, List.of(state));
    assertThat(placement.best()).isEmpty();
    assertThat(placement.refused().getFirst().objections())
        .containsExactly(
            new Objection.OtherUse(),
            new Objection.ReadOnly(),
            new Objection.OtherTypes(Set.of(FileType.SEALED)),
            new Objection.OtherMiners(),
            new Objection.Full(32 * GIB, GIB),
            new Objection.Silent(Duration.ofSeconds(51)),
            new Objection.Unwell("input/output error"));
  }

  @Test
  void whatIsDeniedIsDeniedAlsoWhereItIsAllowed() {
    Limits limits =
        new Limits(
            Optional.of(List.of("sealed", "cache")),
            Optional.of(List.of("sealed")),
            Optional.of(List.of("f01000")),
            Optional.empty());
    StoragePath path =
        new StoragePath(
            "a", Optional.empty(), 1, 0, true, true, Optional.empty(), Optional.empty(), limits);
    PathState state = new PathState(path, space(900 * GIB), Duration.ZERO, "");
    assertThat(Placement.of(SEALED, List.of(state)).refused().getFirst().objections())
        .containsExactly(new Objection.OtherTypes(Set.of(FileType.SEALED)));
  }

  @Test
  void aFileThatFitsToTheLastByteFits() {
    assertThat(Placement.of(SEALED, List.of(path("a", 1, 32 * GIB))).best()).isPresent();
    assertThat(Placement.of(SEALED, List.of(path("a", 1, 32 * GIB - 1))).best()).isEmpty();
  }

  /** What is written of a reserved file is counted once: as taken. */
  @Test
  void whatIsReservedIsNotAvailable() {
    List<Reservation> held = List.of(new Reservation(32, 10), new Reservation(5, 9));
    assertThat(Reservation.space(1000, 400, held, 0, 0))
        .isEqualTo(new PathSpace(1000, 378, 400, 22, 0, 0));
    assertThat(Reservation.space(1000, 20, held, 0, 0).available()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"500, 100, 378", "500, 400, 100", "500, 600, 0"})
  void aLimitMakesLessAvailable(long max, long used, long available) {
    PathSpace space = Reservation.space(1000, 400, List.of(new Reservation(22, 0)), max, used);
    assertThat(space).isEqualTo(new PathSpace(1000, available, 400, 22, max, used));
  }

  private static PathState path(String id, long weight, long available) {
    StoragePath path =
        new StoragePath(
            id,
            Optional.empty(),
            weight,
            0,
            false,
            true,
            Optional.empty(),
            Optional.empty(),
            Limits.none());
    return new PathState(path, space(available), Duration.ZERO, "");
  }

  private static PathSpace space(long available) {
    return new PathSpace(1000 * GIB, available, available, 0, 0, 0);
  }

  private static String recorded(String call) throws Exception {
    Path file = Path.of("../vectors/lotus-rpc/miner/Filecoin." + call + ".json");
    return RpcJson.write(RpcJson.parse(Files.readString(file)).get("response").get("result"));
  }
}
