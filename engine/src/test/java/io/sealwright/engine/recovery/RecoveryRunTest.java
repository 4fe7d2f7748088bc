package io.sealwright.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.LabelNote;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sectors are labelled in one thread with another's, and that each has its report. */
@Timeout(60)
final class RecoveryRunTest {
  @TempDir static Path parents;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 2, 0", "2, 5, 4", "3, 2, 2", "3, 5, 4", "3, 6, 4", "4, 3, 2"})
  void asManyAsCanAreInPairs(int parallel, int sectors, int inPairs) throws Exception {
    assertThat(besideAnother(parallel, sectors, Long.MAX_VALUE))
        .isEqualTo(Kernels.found().labels().kernel().isPresent() ? inPairs : 0);
  }

  @ParameterizedTest
  @CsvSource({"2, 2, 8191, 0", "2, 2, 8192, 2", "3, 2, 8192, 2", "4, 3, 8192, 0"})
  void pairsNeedMemoryForTheLayersOfAllInWork(int parallel, int sectors, long memory, int inPairs)
      throws Exception {
    assertThat(besideAnother(parallel, sectors, memory))
        .isEqualTo(Kernels.found().labels().kernel().isPresent() ? inPairs : 0);
  }

  /** How many of some sectors of zeros, with a CommR that is not theirs, were in pairs. */
  private long besideAnother(int parallel, int sectors, long memory) throws Exception {
    List<KnownSector> known =
        IntStream.range(0, sectors)
            .mapToObj(number ->
                new KnownSector(
                    new SectorId(new MinerId(1000), new SectorNumber(number)),
                    new SealProof(SealFamily.V1_1, SectorSize.KIB_2),
                    new Ticket(Bytes32.repeat(1)),
                    new CommR(Bytes32.repeat(2)),
                    List.of(),
                    false,
                    false))
            .toList();
    Site site = Site.of(1, parents, () -> Instant.EPOCH, _ -> Progress.silent());
    Folders folders = new Folders(folder.resolve("result"), folder.resolve("temp"));
    RecoveryRun run = new RecoveryRun(site, folders, parallel);
    List<SectorReport> reports = run.run(run.plan(known, Keep.PROVING, FoundPieces.none()), memory);
    assertThat(reports.stream().map(SectorReport::sector).toList()).isEqualTo(known);
    assertThat(reports)
        .allSatisfy(report -> assertThat(report.outcome()).isInstanceOf(Outcome.Mismatch.class));
    return reports.stream()
        .filter(report -> report.notes().stream().anyMatch(RecoveryRunTest::isBesideAnother))
        .count();
  }

  private static boolean isBesideAnother(Note note) {
    return note instanceof Note.OfLabels(LabelNote.BesideAnother _);
  }
}
