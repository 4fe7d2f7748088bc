package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.backup.BackupCheck;
import io.sealwright.engine.backup.BackupDamaged;
import io.sealwright.engine.backup.BackupSummary;
import io.sealwright.engine.backup.BackupSummary.Finding;
import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a backup and says whether a miner could be restored from it. */
@Command(name = "verify")
final class BackupVerifyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", converter = Values.Location.class)
  Path file = Path.of("");

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandFailure {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.invalid(file + " is not a file", "give a backup");
    }
    BackupSummary summary = read();
    print(Reports.of(spec, output), summary);
    boolean fit = summary.findings().stream().noneMatch(Finding::isFatal);
    return (fit ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private BackupSummary read() throws CommandFailure {
    try {
      return BackupCheck.of(file);
    } catch (BackupDamaged e) {
      throw CommandFailure.failed(
              file + " is no whole backup: " + e.reason(),
              "make another one, or take an older copy")
          .because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(file + " cannot be read: " + e.getMessage(), "check the disk")
          .because(e);
    }
  }

  private void print(Reports reports, BackupSummary summary) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    boolean fit = summary.findings().stream().noneMatch(Finding::isFatal);
    facts.put("status", fit ? "sound" : "unfit");
    facts.put("file", file.toString());
    facts.put("bytes", summary.extent().bytes());
    facts.put("checksum", "matches");
    facts.put("entries", summary.extent().entries());
    facts.put("log_entries", summary.extent().logEntries());
    facts.put("miner", summary.miner().map(MinerId::toString).orElse(null));
    facts.put("sectors", summary.sectors());
    facts.put("states", SectorStates.inOrder(summary.states()));
    facts.put("blank_records", summary.blank().keySet().stream().map(n -> n.number()).toList());
    facts.put("highest_sector", orNull(summary.highest()));
    facts.put("next_sector", orNull(summary.next()));
    facts.put("findings", summary.findings());
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("status", reports.text(fit ? "backup.sound" : "backup.unfit"));
    texts.put("checksum", reports.text("backup.matches"));
    texts.put("states", states(summary));
    texts.put(
        "findings",
        summary.findings().stream()
            .map(finding -> reports.word("backup.finding", finding))
            .collect(Collectors.joining("; ")));
    reports.facts(facts, texts);
  }

  private static @Nullable Long orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static String states(BackupSummary summary) {
    return SectorStates.inOrder(summary.states()).entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
