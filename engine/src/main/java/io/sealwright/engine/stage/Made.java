package io.sealwright.engine.stage;

import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.stage.attempt.Publication;
import java.io.IOException;

/**
 * What a stage made, checked and on the disk.
 *
 * @param afterwards what is left to do once it is published
 */
record Made(Publication publication, SectorEvent event, Afterwards afterwards) {

  /** Does away with what the result replaces. */
  @FunctionalInterface
  interface Afterwards {
    void run() throws IOException;
  }

  static Made of(Publication publication, SectorEvent event) {
    return new Made(publication, event, () -> {});
  }
}
