package io.sealwright.app.cluster;

import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.StoredSector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything goes wrong again and again, in an order that a seed gives, and nothing is lost. */
final class FaultRunTest {
  private static final boolean SLOW = Boolean.getBoolean("sealwright.slow");
  private static final int STEPS = SLOW ? 500 : 20;
  private static final long SEED = Long.getLong("sealwright.seed", 6);

  @TempDir Path folder;

  @Test
  void everySectorIsProvenOrSaysWhyNotWhateverHappens() throws Exception {
    System.out.println("Faults among processes: -Dsealwright.seed=" + SEED);
    long port = ClusterProcesses.listeningPort();
    try (ClusterProcesses cluster = ClusterProcesses.begin(folder, "tcp-port = " + port, "2k")) {
      cluster.startMiner();
      cluster.awaitUp(ClusterProcesses.MINER);
      for (String worker : Faults.workers()) {
        cluster.startWorker(worker);
      }
      for (String worker : Faults.workers()) {
        cluster.awaitUp(worker);
      }
      String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/" + folder + "/data/database/sealwright";
      try (Database database = Database.open(new DatabaseAddress(url, "sealwright", ""))) {
        Faults faults = new Faults(cluster, database, new SplittableRandom(SEED));
        faults.pledge();
        faults.pledge();
        goWrong(faults);
        settle(cluster, database, faults);
        requireAllWell(cluster, database, faults);
      }
    }
  }

  private static void goWrong(Faults faults) throws Exception {
    List<Faults.Kind> happened = new ArrayList<>();
    try {
      for (int i = 0; i < STEPS; i++) {
        faults.heal();
        happened.add(faults.draw());
        faults.happen(happened.getLast());
      }
    } finally {
      System.out.println("Seed " + SEED + ": " + happened);
    }
  }

  private static void settle(ClusterProcesses cluster, Database database, Faults faults)
      throws Exception {
    try {
      cluster.until(
          "every sector has settled",
          () -> {
            faults.heal();
            return haveSettled(database);
          });
    } catch (AssertionError e) {
      throw new AssertionError(
          database.sectors().all().stream()
              .map(StoredSector::state)
              .filter(state -> !isSettled(state))
              .toList()
              .toString(),
          e);
    }
  }

  private static boolean haveSettled(Database database) {
    try {
      return database.sectors().all().stream().allMatch(one -> isSettled(one.state()));
    } catch (JdbiException _) {
      return false; // A connection from before the miner began anew.
    }
  }

  private static boolean isSettled(SectorState state) {
    return state instanceof SectorState.Proving
        || state instanceof SectorState.Failed
        || state instanceof SectorState.FailedUnrecoverable;
  }

  private void requireAllWell(ClusterProcesses cluster, Database database, Faults faults)
      throws Exception {
    for (String worker : Faults.workers()) {
      cluster.awaitUp(worker);
      cluster.end(worker);
    }
    FinalAccount account = new FinalAccount(folder, database);
    account.requireEverySector(faults.pledged());
    account.requireNoOrphan(ClusterProcesses.EAST);
    account.requireNothingSentTwice(cluster.chain().apiInfo());
    cluster.end(ClusterProcesses.MINER);
  }
}
