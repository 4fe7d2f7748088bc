package io.sealwright.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.backup.SectorRecord.SealTicket;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The records of sectors, against what the same miner answered about the same sectors. */
final class SectorRecordTest {
  private static final Path RECORDED = Path.of("..", "vectors", "lotus-rpc", "miner");

  @TempDir Path folder;

  @Test
  void aRecordHoldsWhatTheMinerAnswersAboutItsSector() throws Exception {
    JsonNode answer =
        JsonMapper.shared()
            .readTree(Files.readString(RECORDED.resolve("Filecoin.SectorsStatus.sector-2.json")))
            .path("response")
            .path("result");
    SectorRecord sector = recordOf(Backups.recorded(), 2);
    JsonNode piece = answer.path("Pieces").path(0).path("Piece");
    assertThat(sector.isBlank()).isFalse();
    assertThat(sector.state()).isEqualTo("PreCommitBatchWait");
    assertThat(sector.sealProofNumber()).isEqualTo(answer.path("SealProof").asLong());
    assertThat(sector.commR().orElseThrow().cid())
        .isEqualTo(answer.path("CommR").path("/").asString());
    assertThat(sector.commD().orElseThrow().cid())
        .isEqualTo(answer.path("CommD").path("/").asString());
    assertThat(sector.ticket()).contains(ticket(answer.path("Ticket")));
    assertThat(sector.sealedPieces())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.size().bytes()).isEqualTo(piece.path("Size").asLong());
          assertThat(found.commP().cid()).isEqualTo(piece.path("PieceCID").path("/").asString());
        });
    assertThat(sector.preCommitMessage())
        .contains(Cid.parse(answer.path("PreCommitMsg").path("/").asString()));
    assertThat(sector.commitMessage()).isEmpty();
    assertThat(sector.upgrade()).isEmpty();
  }

  @Test
  void aSectorOfTheGenesisHasNoTicketButADeal() throws Exception {
    BackupSectors found = find(Backups.recorded(), 1);
    SectorRecord sector = Objects.requireNonNull(found.sectors().get(new SectorNumber(1)));
    assertThat(found.miner()).contains(new MinerId(1000));
    assertThat(sector.ticket()).isEmpty();
    assertThat(sector.pieces()).singleElement().matches(SectorRecord.RecordedPiece::deal);
  }

  @Test
  void recordsOfOldReleasesHaveTheirFieldsInAnyOrder() throws Exception {
    byte[] backup = Backups.of(List.of(Backups.sector(7, Backups.oldRecord("CommitFailed", 7))));
    SectorRecord sector = recordOf(backup, 7);
    assertThat(sector.state()).isEqualTo("CommitFailed");
    assertThat(sector.sealProof().orElseThrow().name()).isEqualTo("StackedDrg32GiBV1_1");
    assertThat(sector.pieces()).isEmpty();
  }

  @Test
  void aRecordFiledUnderAnotherNumberThanItsOwnIsBlank() throws Exception {
    byte[] backup = Backups.of(List.of(Backups.sector(5555, Backups.oldRecord("Removed", 0))));
    assertThat(recordOf(backup, 5555).isBlank()).isTrue();
  }

  @Test
  void theLogBehindABackupReplacesRecords() throws Exception {
    ByteArrayOutputStream backup = new ByteArrayOutputStream();
    backup.writeBytes(Backups.of(List.of(Backups.sector(7, Backups.oldRecord("Committing", 7)))));
    backup.writeBytes(Backups.logEntry(Backups.sector(7, Backups.oldRecord("CommitFailed", 7))));
    assertThat(recordOf(backup.toByteArray(), 7).state()).isEqualTo("CommitFailed");
  }

  @Test
  void aRecordThatIsNoneIsNamed() throws Exception {
    byte[] backup = Backups.of(List.of(Backups.entry("/sectors/9", "f6")));
    assertThatThrownBy(() -> find(backup, 9))
        .isInstanceOf(BackupDamaged.class)
        .hasMessageContaining("sector 9");
  }

  private SectorRecord recordOf(byte[] backup, long number) throws Exception {
    return Objects.requireNonNull(find(backup, number).sectors().get(new SectorNumber(number)));
  }

  private BackupSectors find(byte[] backup, long number) throws Exception {
    Path file = Files.write(folder.resolve("miner.backup"), backup);
    return BackupSectors.find(file, Set.of(new SectorNumber(number)));
  }

  private static SealTicket ticket(JsonNode json) {
    byte[] value = Base64.getDecoder().decode(json.path("Value").asString());
    return new SealTicket(new Ticket(Bytes32.of(value)), new Epoch(json.path("Epoch").asLong()));
  }
}
