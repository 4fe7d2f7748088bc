package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.metadata.RecoveryMetadata;
import io.sealwright.protocol.SectorNumber;
import java.nio.file.Path;
import java.util.Optional;

/** A metadata file that was exported before. */
public record FileSource(Path file, RecoveryMetadata metadata) implements SectorSource {
  @Override
  public Origin origin() {
    return new Origin(SourceKind.METADATA_FILE, file.toString());
  }

  @Override
  public Answer ask(SectorNumber number) {
    return metadata
        .sector(number)
        .<Answer>map(sector -> new Answer.Served(facts(sector)))
        .orElseGet(() -> new Answer.Absent(new Excuse.NotInFile()));
  }

  static SectorFacts facts(KnownSector sector) {
    Contents contents =
        sector.piecesUnknown()
            ? new Contents.Unlisted(Optional.empty())
            : Contents.ofMetadata(sector.pieces());
    return new SectorFacts(sector.proof(), sector.ticket(), Optional.of(sector.commR()), contents);
  }
}
