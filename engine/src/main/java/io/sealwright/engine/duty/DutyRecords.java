package io.sealwright.engine.duty;

import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.util.List;

/** Keeps what a miner did in its windows. */
public interface DutyRecords {
  /**
   * Keeps what is known of an attempt in the place of what was known of it. Outlasts the process
   * once it returns.
   */
  void put(WindowRecord record) throws IOException;

  /** All that are not ended yet, oldest first. */
  List<WindowRecord> unended() throws IOException;

  /** Those of the window that opens at an epoch, oldest first. */
  List<WindowRecord> ofWindow(Epoch open) throws IOException;

  /** The newest first, for operators. */
  List<WindowRecord> newest(int most) throws IOException;
}
