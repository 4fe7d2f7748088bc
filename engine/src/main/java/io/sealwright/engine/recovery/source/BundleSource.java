package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.metadata.MetadataException;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.engine.recovery.metadata.RecoveryMetadata;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What sealing left in a sector's cache folder below a storage path. */
public record BundleSource(Path storage, MinerId miner) implements SectorSource {
  @Override
  public Origin origin() {
    return new Origin(SourceKind.BUNDLE, storage.toString());
  }

  @Override
  public Answer ask(SectorNumber number) {
    SectorId sector = new SectorId(miner, number);
    Path file = new SectorLayout(storage, sector).cache().folder().resolve(MetadataFile.BUNDLE);
    if (!Files.exists(file)) {
      return new Answer.Absent(new Excuse.NoBundle(file));
    }
    try {
      RecoveryMetadata bundle = MetadataFile.read(file);
      return bundle
          .sector(number)
          .filter(_ -> bundle.miner().equals(miner))
          .<Answer>map(known -> new Answer.Served(FileSource.facts(known)))
          .orElseGet(() -> Answer.Failed.because(new Excuse.OtherSector(file)));
    } catch (MetadataException e) {
      return Answer.Failed.because(new Excuse.Told(e.reason()));
    } catch (IOException e) {
      return Answer.Failed.because(new Excuse.Unreadable(DiskFault.of(e)));
    }
  }
}
