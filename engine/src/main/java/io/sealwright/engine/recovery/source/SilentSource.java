package io.sealwright.engine.recovery.source;

import io.sealwright.protocol.SectorNumber;

/**
 * A source that was named and can say nothing of any sector.
 *
 * @param unreachable whether it did not answer, or refused the token
 */
public record SilentSource(Origin origin, Excuse reason, boolean unreachable)
    implements SectorSource {
  @Override
  public Answer ask(SectorNumber number) {
    return new Answer.Failed(reason, unreachable);
  }
}
