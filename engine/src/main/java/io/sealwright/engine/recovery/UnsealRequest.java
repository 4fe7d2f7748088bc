package io.sealwright.engine.recovery;

import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.porep.Unseal;
import io.sealwright.protocol.CommD;
import java.nio.file.Path;

/**
 * Data to be got back from a sealed sector.
 *
 * @param commD what the whole sector's data commits to
 * @param out the file the data goes to
 */
public record UnsealRequest(
    SealOrder order, CommD commD, Path sealed, Unseal.Range range, Path out) {

  /** Whether the range is the whole sector. */
  public boolean isWhole() {
    return range.equals(Unseal.Range.all(order.proof().size()));
  }

  /** Where the file grows. */
  Path unfinished() {
    return out.resolveSibling(out.getFileName() + ".partial");
  }

  /** Where labels are made; a killed run goes on from them. */
  Path scratch() {
    return out.resolveSibling("." + out.getFileName() + "-" + order.sector().fileName());
  }
}
