package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Has a lotus-miner write a backup of its metadata, on its own host. */
@Command(name = "create")
final class BackupCreateCommand extends Showing {
  @Mixin private MinerOptions miners = new MinerOptions();

  private static final String NO_BASE = "LOTUS_BACKUP_BASE_PATH env var not set";

  @Parameters(index = "0", paramLabel = "FILE")
  String file = "";

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    if (!file.startsWith("/")) {
      throw CommandFailure.invalid(
          "\"" + file + "\" is not a whole path, and the file will be on the host of the miner",
          "give a path that starts with /");
    }
    try (Link miner = miners.open()) {
      create(miner);
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("status", "created");
      facts.put("file", file);
      facts.put("server", miner.place().addresses());
      reports.facts(facts, Map.of("status", reports.text("backup.created")));
      reports.note("backup.verify_it", file);
    }
  }

  private void create(Link miner) throws CommandFailure, InterruptedException {
    try {
      miner.client().call(Target.api(miner).actor().createBackup().ask(file));
    } catch (Refused e) {
      if (e.text().contains(NO_BASE)) {
        throw CommandFailure.unreachable(
                "the miner writes no backups: LOTUS_BACKUP_BASE_PATH is not set where it runs",
                "set it to the folder of backups and restart the miner")
            .because(e);
      }
      if (new OwnMiner(miner).isOwn()) {
        throw CommandFailure.invalid(
                "the miner at %s is Sealwright's own, which has no metadata beside its database"
                    .formatted(miner.place().addresses()),
                "back up the database it names in database.url; the embedded one is the folder"
                    + " 'database' of miner.data, to be copied while the miner is stopped")
            .because(e);
      }
      throw miner.failure(e);
    } catch (RpcException e) {
      throw miner.failure(e);
    }
  }
}
