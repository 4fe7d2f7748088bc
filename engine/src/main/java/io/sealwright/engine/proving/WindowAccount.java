package io.sealwright.engine.proving;

import io.sealwright.engine.duty.DuePartition;
import io.sealwright.engine.duty.DueWindow;
import io.sealwright.engine.duty.Progress;
import io.sealwright.engine.duty.Window;
import io.sealwright.engine.duty.WindowRecord;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;

/**
 * What became of the sectors that a window that is closed was to prove.
 *
 * @param proven the chain took a proof of them
 * @param skipped left out of a proof that the chain took
 * @param failed there was no proof of them, or the chain refused it, and there was time for another
 * @param late their proof was not made or did not land before the window closed, or was never begun
 */
public record WindowAccount(long proven, long skipped, long failed, long late) {

  /**
   * The account of a window.
   *
   * @param due as the chain had it when the window was last seen open
   * @param records of all attempts at it
   */
  public static WindowAccount of(DueWindow due, List<WindowRecord> records) {
    WindowAccount sum = new WindowAccount(0, 0, 0, 0);
    Bitfield skipped = Bitfield.EMPTY;
    Bitfield done = due.posted();
    for (WindowRecord record : records) {
      if (record.progress() instanceof Progress.Landed) {
        skipped = skipped.union(record.skipped());
        done = done.union(record.attempt().partitions());
      }
    }
    for (DuePartition partition : due.partitions()) {
      Bitfield wanted = partition.toProve().minus(skipped);
      if (done.contains(partition.index())) {
        sum = sum.plus(new WindowAccount(wanted.count(), 0, 0, 0));
      } else if (isLate(partition, due.window(), records)) {
        sum = sum.plus(new WindowAccount(0, 0, 0, wanted.count()));
      } else {
        sum = sum.plus(new WindowAccount(0, 0, wanted.count(), 0));
      }
    }
    return sum.plus(new WindowAccount(0, skipped.count(), 0, 0));
  }

  private WindowAccount plus(WindowAccount more) {
    return new WindowAccount(
        proven + more.proven, skipped + more.skipped, failed + more.failed, late + more.late);
  }

  /** By the last attempt at it. */
  private static boolean isLate(DuePartition partition, Window window, List<WindowRecord> records) {
    return records.stream()
        .filter(record -> record.attempt().partitions().contains(partition.index()))
        .reduce((_, later) -> later)
        .map(record ->
            switch (record.progress()) {
              case Progress.Failed(_, Epoch head) -> !head.isBefore(window.lastHead());
              case Progress.Stopped(_, Epoch head) -> !head.isBefore(window.lastHead());
              case Progress.Refused _ -> false;
              case Progress.Proving _, Progress.Proven _, Progress.OnItsWay _, Progress.Landed _ ->
                  true;
            })
        .orElse(true);
  }
}
