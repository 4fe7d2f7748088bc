package io.sealwright.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster on the database that its miner serves. */
final class ClusterRunTest {
  /** A sector that is proven, with its mark. */
  private static final Pattern WITHHELD =
      Pattern.compile("\"state\":\"Proving\",\"proof_withheld\":true");

  @TempDir Path folder;

  private static long proving(ClusterProcesses cluster) throws Exception {
    String node = cluster.chain().apiInfo();
    String listed =
        cluster.ask("sectors", "list", "--output", "json", "--full-node-api", node).out();
    return WITHHELD.matcher(listed).results().count();
  }

  @Test
  void sectorsComeToProvingThoughAWorkerDiesAndTheMinerIsKilled() throws Exception {
    long port = ClusterProcesses.listeningPort();
    try (ClusterProcesses cluster = ClusterProcesses.begin(folder, "tcp-port = " + port, "fast")) {
      cluster.startMiner();
      cluster.awaitUp(ClusterProcesses.MINER);
      cluster.pledge(2);
      cluster.startWorker("east-one");
      cluster.awaitUp("east-one");
      cluster.kill(ClusterProcesses.MINER);
      cluster.kill("east-one");
      cluster.startMiner();
      cluster.awaitUp(ClusterProcesses.MINER);
      cluster.startWorker("east-two");
      cluster.until("both are proven", () -> proving(cluster) == 2);

      // A worker that was killed is listed for a while.
      assertThat(cluster.metrics(ClusterProcesses.MINER))
          .contains("sealwright_sectors{state=\"Proving\"} 2.0")
          .contains("sealwright_tasks{state=\"waiting\",type=\"PC1\"} 0.0")
          .contains("sealwright_workers{host=\"east\"} ")
          .contains("sealwright_workers_heard{host=\"east\"} ")
          .contains("sealwright_chain_sectors{state=\"faulty\"} ")
          .containsPattern("sealwright_address_balance_fil\\{address=\"t0[0-9]+\",name=\"worker\"}")
          .contains("sealwright_miner_available_fil ")
          .contains("sealwright_deadline_index ")
          .contains("sealwright_window_stage_seconds_count{stage=\"p_aux\"} ")
          .contains("sealwright_path_free_bytes{folder=\"" + folder.resolve("store") + "\"");
      assertThat(cluster.metrics("east-two"))
          .contains("sealwright_worker_tasks_running{type=\"PC1\"} 0.0")
          .contains("sealwright_worker_task_seconds_count{end=\"done\",type=\"FIN\"}");

      cluster.end("east-two");
      cluster.end(ClusterProcesses.MINER);
      assertThat(folder.resolve("data/api")).doesNotExist();
      assertThat(folder.resolve("store/sealed")).isDirectoryContaining("glob:**/s-t01000-*");
    }
  }
}
