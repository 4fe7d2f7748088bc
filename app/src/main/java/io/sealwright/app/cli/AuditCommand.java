package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.recovery.Audit;
import io.sealwright.engine.recovery.AuditVerdict;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.metadata.MetadataException;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.LabelJournal;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Recomputes every label of a cache folder and names the first wrong one. */
@Command(name = "audit")
public final class AuditCommand implements Callable<Integer> {
  private static final String ONE_WAY =
      "give --metadata and --sector, or --size, --proof and --replica-id, or none of them";

  /** Whose labels they should be. */
  private record Target(PorepConfig config, Bytes32 replicaId) {}

  @Parameters(index = "0", paramLabel = "CACHE_DIR", converter = Values.Location.class)
  Path cache = Path.of("");

  @Option(names = "--metadata", paramLabel = "FILE", converter = Values.Location.class)
  Optional<Path> metadata = Optional.empty();

  @Option(names = "--sector", paramLabel = "NUMBER", converter = Values.Decimal.class)
  Optional<SectorNumber> sector = Optional.empty();

  @Option(names = "--size", paramLabel = "SIZE", converter = Values.Size.class)
  Optional<SectorSize> size = Optional.empty();

  @Option(names = "--proof", paramLabel = "PROOF")
  Optional<String> proof = Optional.empty();

  @Option(names = "--replica-id", paramLabel = "HEX", converter = Values.Hex.class)
  Optional<Bytes32> replicaId = Optional.empty();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Mixin WorkOptions work = new WorkOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    work.check();
    Locations.requireFolder(cache);
    Target target = target();
    AuditVerdict verdict;
    try (ProgressBars bars = new ProgressBars()) {
      Audit audit = new Audit(work.means(bars.of(cache.getFileName().toString())));
      verdict =
          Signals.during(
              spec.commandLine().getErr(),
              () -> audit.run(target.config(), target.replicaId(), new CacheFolder(cache)));
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "the layers cannot be audited").because(e);
    }
    print(verdict);
    return switch (verdict) {
      case AuditVerdict.Sound _ -> ExitCode.DONE.number();
      case AuditVerdict.Wrong(int layer, long node) ->
          throw CommandFailure.failed(
              "layer %d node %d is wrong".formatted(layer, node),
              "check this host's memory and disk, and make the layers again");
    };
  }

  private Target target() throws CommandFailure, IOException {
    boolean byMetadata = metadata.isPresent() || sector.isPresent();
    boolean byHand = size.isPresent() || proof.isPresent() || replicaId.isPresent();
    if (byMetadata && byHand) {
      throw CommandFailure.invalid("the replica is given in two ways", ONE_WAY);
    }
    if (byMetadata) {
      return known();
    }
    return byHand ? byHand() : recorded();
  }

  private Target known() throws CommandFailure, IOException {
    if (metadata.isEmpty() || sector.isEmpty()) {
      throw CommandFailure.invalid("--metadata and --sector belong together", ONE_WAY);
    }
    Locations.requireFile(metadata.get());
    try {
      KnownSector known =
          MetadataFile.read(metadata.get())
              .sector(sector.get())
              .orElseThrow(() ->
                  CommandFailure.invalid(
                      "sector " + sector.get() + " is not in " + metadata.get(),
                      "export its metadata first"));
      return new Target(known.order().config(), known.replicaId());
    } catch (MetadataException e) {
      throw CommandFailure.invalid(e.reason(), "export the metadata again").because(e);
    }
  }

  private Target byHand() throws CommandFailure {
    if (size.isEmpty() || replicaId.isEmpty()) {
      throw CommandFailure.invalid("--size and --replica-id belong together", ONE_WAY);
    }
    var sealProof = SectorOptions.proof(proof.orElse("v1_1"), size.get());
    return new Target(PorepConfig.of(sealProof), replicaId.get());
  }

  /** What phase 1 left beside the layers. */
  private Target recorded() throws CommandFailure, IOException {
    return LabelJournal.read(new CacheFolder(cache))
        .map(journal -> new Target(journal.config(), journal.replicaId()))
        .orElseThrow(() ->
            CommandFailure.invalid(
                cache + " does not say which replica its layers are of", ONE_WAY));
  }

  private void print(AuditVerdict verdict) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    switch (verdict) {
      case AuditVerdict.Sound _ -> facts.put("status", "sound");
      case AuditVerdict.Wrong(int layer, long node) -> {
        facts.put("status", "wrong");
        facts.put("layer", layer);
        facts.put("node", node);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case JSON -> out.println(JsonMapper.shared().writeValueAsString(facts));
      case TABLE -> new ReportTable(spec.resourceBundle(), out).print(facts);
    }
    out.flush();
  }
}
