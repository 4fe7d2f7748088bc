package io.sealwright.app.cli;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterFolder.Origin;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** The keys of proofs: which there are, whose they are, and new ones for tests. */
@Command(
    name = "params",
    subcommands = {
      ParamsCommand.ListCommand.class,
      ParamsCommand.Checking.class,
      ParamsCommand.Generation.class
    })
public final class ParamsCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "nothing to do with keys is given");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The columns of every list of keys; a check puts one before the file. */
  private static List<Column<Map<String, Object>>> columns(
      ResourceBundle words, List<Column<Map<String, Object>>> more) {
    List<Column<Map<String, Object>>> columns =
        new ArrayList<>(
            List.of(
                Column.of("size", row -> row.get("size")),
                Column.of("kind", row -> row.get("kind")),
                Column.of("origin", row -> words.getString("params.origin." + row.get("origin")))));
    columns.addAll(more);
    columns.add(Column.of("file", row -> row.get("file")));
    return columns;
  }

  private static void print(
      CommandSpec spec,
      OutputFormat output,
      List<Column<Map<String, Object>>> more,
      List<Map<String, Object>> rows) {
    PrintWriter out = spec.commandLine().getOut();
    ResourceBundle words = spec.resourceBundle();
    switch (output) {
      case JSON -> out.println(JsonMapper.shared().writeValueAsString(Map.of("params", rows)));
      case TABLE -> Listing.<Map<String, Object>>of(columns(words, more), rows).print(words, out);
    }
    out.flush();
  }

  private static Map<String, Object> row(ParameterSet set, Path file, Origin origin) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("size", set.size().toString());
    row.put("kind", lower(set.kind()));
    row.put("origin", lower(origin));
    row.put("file", file.toString());
    return row;
  }

  /** Lists the verifying keys of a folder, and the sets of a network that are missing. */
  @Command(name = "list")
  static final class ListCommand implements Callable<Integer> {
    @Mixin ParamsOptions params = new ParamsOptions();

    @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
    OutputFormat output = OutputFormat.TABLE;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      ParameterFolder folder = params.folder();
      List<Map<String, Object>> rows = new ArrayList<>();
      for (ParameterSet set : ParameterSet.all()) {
        Origin origin = folder.originOfKey(set);
        if (origin != Origin.MISSING || set.digests().isPresent()) {
          rows.add(row(set, folder.verifyingKey(set), origin));
        }
      }
      print(spec, output, List.of(), rows);
      return ExitCode.DONE.number();
    }
  }

  /** Reads every key and parameter file of a folder and compares digests with the published. */
  @Command(name = "check")
  static final class Checking implements Callable<Integer> {
    @Mixin ParamsOptions params = new ParamsOptions();

    @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
    OutputFormat output = OutputFormat.TABLE;

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      ParameterFolder folder = params.folder();
      Locations.requireFolder(folder.folder());
      List<Map<String, Object>> rows = new ArrayList<>();
      List<ParameterFolder.Finding> bad = new ArrayList<>();
      for (ParameterSet set : ParameterSet.all()) {
        check(folder, set, true, rows, bad);
        check(folder, set, false, rows, bad);
      }
      ResourceBundle words = spec.resourceBundle();
      print(
          spec,
          output,
          List.of(
              Column.of("status", row -> words.getString("params.status." + row.get("status")))),
          rows);
      List<String> wrong =
          new ArrayList<>(bad.stream().flatMap(found -> found.fault().stream()).toList());
      if (folder.isMixed()) {
        wrong.add("keys that were generated here stand beside the network's");
      }
      if (!wrong.isEmpty()) {
        throw CommandFailure.failed(
            String.join("; ", wrong),
            !folder.isMixed() && bad.stream().allMatch(found -> found.origin() == Origin.GENERATED)
                ? "remove both files of the set and make them again with"
                    + " 'sealwright params generate'"
                : "fetch these files again, or remove them");
      }
      return ExitCode.DONE.number();
    }

    private static void check(
        ParameterFolder folder,
        ParameterSet set,
        boolean isKey,
        List<Map<String, Object>> rows,
        List<ParameterFolder.Finding> bad)
        throws IOException {
      ParameterFolder.Finding finding = folder.check(set, isKey);
      if (finding.origin() != Origin.MISSING) {
        Path file = isKey ? folder.verifyingKey(set) : folder.parameters(set);
        Map<String, Object> row = row(set, file, finding.origin());
        row.put("status", finding.fault().isEmpty() ? "good" : "bad");
        finding.fault().ifPresent(fault -> row.put("fault", fault));
        rows.add(row);
        if (finding.fault().isPresent()) {
          bad.add(finding);
        }
      }
    }
  }

  /** Makes keys for tests. */
  @Command(name = "generate")
  static final class Generation implements Callable<Integer> {
    @Option(names = "--size", required = true, paramLabel = "SIZE", converter = Values.Size.class)
    SectorSize size = SectorSize.KIB_2;

    @Option(names = "--kind", required = true, paramLabel = "porep|window|winning")
    ParameterSet.Kind kind = ParameterSet.Kind.POREP;

    @Option(names = "--proof", paramLabel = "PROOF", defaultValue = "v1_1")
    String proof = "v1_1";

    @Mixin ParamsOptions params = new ParamsOptions();

    @Mixin WorkOptions.Threads threads = new WorkOptions.Threads();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      threads.check();
      SectorOptions.proof(proof, size); // All families share the keys; a wrong name is still wrong.
      if (size.bytes() >= SectorSize.GIB_32.bytes()) {
        throw CommandFailure.refused(
            "keys for " + size + " are those of the network's ceremony",
            "fetch the published files");
      }
      ParameterFolder folder = params.folder();
      ParameterSet set = new ParameterSet(kind, size);
      ProofMemory.require(
          spec.commandLine().getErr(),
          "making keys",
          ParameterFolder.memoryToGenerate(set),
          Runtime.getRuntime().maxMemory(),
          "start Java with a larger heap (JAVA_TOOL_OPTIONS=-Xmx…)");
      PrintWriter out = spec.commandLine().getOut();
      try (FolderLock _ = lock(folder.folder());
          ProgressBars bars = new ProgressBars()) {
        Signals.duringOnePiece(
            spec.commandLine().getErr(),
            () ->
                folder.generate(
                    set, Secrets.draw(new SecureRandom()), threads.count, bars.of(set.toString())));
      } catch (FileSystemException e) {
        throw CommandFailure.refused(DiskWords.of(e), "give another folder with --params")
            .because(e);
      }
      out.println(folder.parameters(set));
      out.println(folder.verifyingKey(set));
      out.flush();
      return ExitCode.DONE.number();
    }

    /**
     * Two that make the same keys at once would leave parameters of one with a key of the other.
     */
    private static FolderLock lock(Path folder) throws CommandFailure, IOException {
      return FolderLock.take(folder)
          .orElseThrow(() ->
              CommandFailure.refused(
                  "another command makes keys in " + folder, "wait until it has ended"));
    }
  }
}
