package io.sealwright.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.backup.BackupSummary.Finding;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup is found to hold, and that no damaged one passes. */
final class BackupCheckTest {
  /** Computed from Lotus's own code: one entry, the address of the miner. */
  private static final String COMPUTED =
      "829f824e2f6d696e65722d61646472657373"
          + "4300e807ff5820894ffe21930afd87b42eabb5fc21f2f2e9764b1ad859d44cbdc1bf870d9e1c7b";

  private static final int ALTERATIONS = 300;

  @TempDir Path folder;

  @Test
  void theRecordedBackupHoldsTheSectorsItsMinerHad() throws Exception {
    byte[] backup = Backups.recorded();
    BackupSummary summary = check(backup);
    assertThat(summary.extent().bytes()).isEqualTo(122_707).isEqualTo(backup.length);
    assertThat(summary.extent().entries()).isEqualTo(1080);
    assertThat(summary.extent().logEntries()).isZero();
    assertThat(summary.miner()).contains(new MinerId(1000));
    assertThat(summary.states()).isEqualTo(Map.of("Proving", 2L, "PreCommitBatchWait", 1L));
    assertThat(summary.highest()).hasValue(2);
    // SectorNumAssignerMeta answered "Next": 3 at the same time.
    assertThat(summary.next()).hasValue(3);
    assertThat(summary.findings()).isEmpty();
  }

  @Test
  void theComputedBackupIsReadAndWritten() throws Exception {
    byte[] backup = HexFormat.of().parseHex(COMPUTED);
    assertThat(check(backup).miner()).contains(new MinerId(1000));
    assertThat(check(backup).findings()).containsExactly(Finding.NO_SECTORS);
    assertThat(Backups.of(List.of(Backups.entry("/miner-address", "00e807")))).isEqualTo(backup);
  }

  @Test
  void noTruncatedCopyPasses() throws Exception {
    byte[] backup = Backups.recorded();
    for (int length = 0; length < backup.length; length += 1 + length / 40) {
      byte[] copy = Arrays.copyOf(backup, length);
      assertThatThrownBy(() -> read(new ByteArrayInputStream(copy)))
          .as("cut to %d bytes", length)
          .isInstanceOf(BackupDamaged.class)
          .hasMessageContaining("the file ends too soon");
    }
  }

  @Test
  void noAlteredCopyPasses() throws Exception {
    byte[] backup = Backups.recorded();
    Random random = new Random(7);
    for (int i = 0; i < ALTERATIONS; i++) {
      byte[] copy = backup.clone();
      int place = random.nextInt(copy.length);
      copy[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      assertThatThrownBy(() -> read(new ByteArrayInputStream(copy)))
          .as("altered at byte %d", place)
          .isInstanceOf(BackupDamaged.class);
    }
  }

  @Test
  void bytesBehindABackupAreDamage() throws Exception {
    byte[] backup = Arrays.copyOf(Backups.recorded(), 122_708);
    assertThatThrownBy(() -> check(backup))
        .isInstanceOf(BackupDamaged.class)
        .hasMessageContaining("expected an entry of the log or the end of the file");
  }

  @Test
  void theLogIsAppliedInItsOrderAndACutOneIsDamage() throws Exception {
    ByteArrayOutputStream backup = new ByteArrayOutputStream();
    backup.writeBytes(Backups.recorded());
    backup.writeBytes(Backups.logEntry(Backups.sector(2, Backups.oldRecord("WaitSeed", 2))));
    backup.writeBytes(Backups.logEntry(Backups.sector(3, Backups.oldRecord("Packing", 3))));
    backup.writeBytes(Backups.logEntry(Backups.entry("/storage/nextid", "03")));
    byte[] whole = backup.toByteArray();
    assertThat(check(whole).extent().logEntries()).isEqualTo(3);
    assertThat(check(whole).states())
        .isEqualTo(Map.of("Proving", 2L, "WaitSeed", 1L, "Packing", 1L));
    assertThat(check(whole).next()).hasValue(4);
    assertThatThrownBy(() -> check(Arrays.copyOf(whole, whole.length - 3)))
        .isInstanceOf(BackupDamaged.class)
        .hasMessageContaining("the file ends too soon");
  }

  @Test
  void aCounterBehindTheSectorsIsFatal() throws Exception {
    BackupSummary summary =
        check(
            Backups.of(
                List.of(
                    Backups.entry("/miner-address", "00e807"),
                    Backups.sector(200, Backups.oldRecord("Proving", 200)),
                    Backups.entry("/storage/nextid", "c701"))));
    assertThat(summary.lastGiven()).hasValue(199);
    assertThat(summary.findings()).containsExactly(Finding.NUMBERS_WOULD_REPEAT);
    assertThat(Finding.NUMBERS_WOULD_REPEAT.isFatal()).isTrue();
  }

  @Test
  void blankRecordsCountForNothing() throws Exception {
    BackupSummary summary =
        check(
            Backups.of(
                List.of(
                    Backups.entry("/miner-address", "00e807"),
                    Backups.sector(3, Backups.oldRecord("Proving", 3)),
                    Backups.sector(5555, Backups.oldRecord("Removed", 0)),
                    Backups.entry("/storage/nextid", "05"))));
    assertThat(summary.sectors()).isEqualTo(1);
    assertThat(summary.blank()).isEqualTo(Map.of(new SectorNumber(5555), "Removed"));
    assertThat(summary.highest()).hasValue(3);
    assertThat(summary.findings())
        .containsExactly(Finding.NUMBERS_WITHOUT_SECTOR, Finding.BLANK_RECORDS);
  }

  @Test
  void aBackupWithSectorsButNothingElseCannotBeRestored() throws Exception {
    BackupSummary summary =
        check(Backups.of(List.of(Backups.sector(3, Backups.oldRecord("Proving", 3)))));
    assertThat(summary.findings()).containsExactly(Finding.NO_MINER, Finding.NO_COUNTER);
    assertThat(summary.findings()).allMatch(Finding::isFatal);
  }

  @Test
  void aLengthThatNoBackupHasIsNotBelieved() {
    byte[] start = HexFormat.of().parseHex("829f82" + "5b7fffffffffffffff");
    assertThatThrownBy(() -> read(new ByteArrayInputStream(start)))
        .isInstanceOf(BackupDamaged.class)
        .hasMessageContaining("more than 4096");
    InputStream value =
        new SequenceInputStream(
            new ByteArrayInputStream(HexFormat.of().parseHex("829f82" + "4161" + "5a10000000")),
            InputStream.nullInputStream());
    assertThatThrownBy(() -> read(value))
        .isInstanceOf(BackupDamaged.class)
        .hasMessageContaining("more than 67108864");
  }

  private BackupSummary check(byte[] backup) throws Exception {
    return BackupCheck.of(Files.write(folder.resolve("miner.backup"), backup));
  }

  private static void read(InputStream in) throws Exception {
    BackupFile.read(in, _ -> {});
  }
}
