package io.sealwright.engine.recovery.source;

import io.sealwright.engine.backup.BackupSectors;
import io.sealwright.engine.backup.SectorRecord;
import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import java.util.Optional;

/** What a lotus-miner's backup has of some sectors. */
public record BackupSource(Path file, BackupSectors records) implements SectorSource {
  @Override
  public Origin origin() {
    return new Origin(SourceKind.BACKUP, file.toString());
  }

  @Override
  public Answer ask(SectorNumber number) {
    return Optional.ofNullable(records.sectors().get(number))
        .map(BackupSource::answer)
        .orElseGet(() -> new Answer.Absent(new Excuse.NotInFile()));
  }

  private static Answer answer(SectorRecord record) {
    if (record.isBlank()) {
      return new Answer.Absent(new Excuse.BlankRecord());
    }
    return new SealRecord(
            record.sealProof(),
            record.ticket().map(SectorRecord.SealTicket::value),
            record.commR(),
            record.commD(),
            record.sealedPieces())
        .answer();
  }
}
