package io.sealwright.app.cli.node.chain;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.lotus.car.SnapshotRefused;
import io.sealwright.lotus.car.SnapshotReport;
import io.sealwright.protocol.cid.Cid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A verified snapshot as facts of a report. */
final class SnapshotFacts {
  private SnapshotFacts() {}

  /**
   * Verifies a snapshot, plain or compressed.
   *
   * @throws CommandFailure FAILED if it is cut short, altered or not one
   */
  static Map<String, @Nullable Object> verified(Path file) throws CommandFailure {
    Path scratch = file.resolveSibling(file.getFileName() + ".plain");
    try {
      Snapshot.Verified verified = Snapshot.open(file, scratch);
      try (Snapshot _ = verified.snapshot()) {
        return facts(verified.report());
      }
    } catch (SnapshotRefused e) {
      throw CommandFailure.failed(
              file + " is not a whole snapshot: " + e.getMessage(),
              "do not import it; export or fetch it again")
          .because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(file + " cannot be read: " + e.getMessage(), "see to the disk")
          .because(e);
    }
  }

  private static Map<String, @Nullable Object> facts(SnapshotReport report) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("status", "whole");
    facts.put("height", report.head().height().height());
    facts.put("cids", report.head().key().blocks().stream().map(Cid::toString).toList());
    facts.put("time", report.headTime());
    facts.put("genesis", report.genesis());
    facts.put("oldest_state", report.oldestState().height());
    facts.put("blocks", report.blocks());
    facts.put("bytes", report.bytes());
    return facts;
  }
}
