package io.sealwright.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.metadata.MetadataException;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.engine.recovery.metadata.RecoveryMetadata;
import io.sealwright.engine.recovery.source.FileSource;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.SectorSource;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the metadata of lost sectors from the chain and whatever else knows them. Without a file
 * to write, the metadata is the result and the report goes to standard error.
 */
@Command(name = "export")
public final class RecoverExportCommand implements Callable<Integer> {
  @Option(names = "--miner", required = true, paramLabel = "MINER", converter = Values.Miner.class)
  MinerId miner = new MinerId(0);

  @Parameters(arity = "1..*", paramLabel = "NUMBER", converter = Values.Decimal.class)
  List<SectorNumber> numbers = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", converter = Values.Location.class)
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--sectors-recovery-metadata",
      paramLabel = "FILE",
      converter = Values.Location.class)
  Optional<Path> metadata = Optional.empty();

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    sources.check();
    if (out.isPresent()) {
      Locations.requireParent(out.get());
      Locations.requireFree(out.get());
    }
    List<SectorSource> files = metadata.isPresent() ? List.of(file(metadata.get())) : List.of();
    SourceOptions.Found found;
    try (SearchBar bar = new SearchBar(spec.resourceBundle().getString("recover.searching"))) {
      found =
          Signals.during(
              spec.commandLine().getErr(),
              () -> sources.find(SourceOptions.Wanted.of(miner, numbers), files, bar));
    }
    List<KnownSector> known = FindingFacts.known(found.findings());
    if (!known.isEmpty()) {
      write(new RecoveryMetadata(miner, known.getFirst().size(), known));
    }
    report(found.findings());
    SourceVerdict.requireAll(found, "exported");
    return ExitCode.DONE.number();
  }

  private FileSource file(Path file) throws CommandFailure, IOException {
    Locations.requireFile(file);
    RecoveryMetadata read;
    try {
      read = MetadataFile.read(file);
    } catch (MetadataException e) {
      throw CommandFailure.invalid(e.reason(), "export the metadata again").because(e);
    }
    if (!read.miner().equals(miner)) {
      throw CommandFailure.invalid(
          "the metadata is of miner " + read.miner() + ", not " + miner,
          "give the file of that miner");
    }
    return new FileSource(file, read);
  }

  private void write(RecoveryMetadata known) throws CommandFailure {
    String text = MetadataFile.encode(known);
    if (out.isEmpty()) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(text);
      writer.flush();
      return;
    }
    try {
      Durable.write(out.get(), text.getBytes(UTF_8));
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "see to it and run the same command again")
          .because(e);
    }
  }

  private void report(List<Finding> findings) {
    PrintWriter writer =
        out.isPresent() ? spec.commandLine().getOut() : spec.commandLine().getErr();
    switch (output) {
      case JSON ->
          writer.println(
              JsonMapper.shared()
                  .writeValueAsString(
                      Map.of("sectors", findings.stream().map(FindingFacts::of).toList())));
      case TABLE -> {
        ReportTable table = new ReportTable(spec.resourceBundle(), writer);
        SourceWords words = new SourceWords(spec.resourceBundle());
        for (Finding finding : findings) {
          table.print(FindingFacts.shown(finding, words));
          writer.println();
        }
      }
    }
    writer.flush();
  }
}
