package io.sealwright.engine.recovery.source;

import io.sealwright.protocol.SectorNumber;

/** One place that may know a sector, and answers at once. */
public interface SectorSource {
  Origin origin();

  Answer ask(SectorNumber number) throws InterruptedException;
}
