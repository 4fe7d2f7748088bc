package io.sealwright.engine.recovery;

import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.protocol.SectorId;
import java.nio.file.Path;

/** Where sectors are made, and where they are published. */
public record Folders(Path result, Path temp) {
  SectorLayout layout(SectorId sector) {
    return new SectorLayout(result, sector);
  }

  Workbench bench(SectorId sector) {
    return new Workbench(temp, sector);
  }
}
