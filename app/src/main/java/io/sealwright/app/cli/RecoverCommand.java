package io.sealwright.app.cli;

import io.sealwright.app.config.Kernel;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.recovery.Folders;
import io.sealwright.engine.recovery.Outcome;
import io.sealwright.engine.recovery.PlannedSector;
import io.sealwright.engine.recovery.Reason;
import io.sealwright.engine.recovery.RecoveryRun;
import io.sealwright.engine.recovery.SectorReport;
import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.metadata.MetadataException;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.engine.recovery.metadata.RecoveryMetadata;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.pieces.PieceFolder;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.source.BundleSource;
import io.sealwright.engine.recovery.source.Finding;
import io.sealwright.engine.recovery.source.SectorSource;
import io.sealwright.engine.recovery.source.Verdict;
import io.sealwright.engine.recovery.space.Memory;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Seals lost sectors again and publishes those that come out as the chain knows them. */
@Command(name = "recover", subcommands = RecoverExportCommand.class)
public final class RecoverCommand implements Callable<Integer> {
  @Option(
      names = "--sectors-recovery-metadata",
      paramLabel = "FILE",
      converter = Values.Location.class)
  Optional<Path> metadata = Optional.empty();

  @Parameters(arity = "0..*", paramLabel = "NUMBER", converter = Values.Decimal.class)
  List<SectorNumber> numbers = new ArrayList<>();

  @Option(names = "--miner", paramLabel = "MINER", converter = Values.Miner.class)
  Optional<MinerId> miner = Optional.empty();

  @Option(names = "--sectors", paramLabel = "NUMBER", converter = Values.Decimal.class)
  List<SectorNumber> sectors = new ArrayList<>();

  @Option(
      names = "--sealing-result",
      paramLabel = "DIR",
      defaultValue = "~/sector",
      converter = Values.Location.class)
  Path result = Path.of("sector");

  @Option(
      names = "--sealing-temp",
      paramLabel = "DIR",
      defaultValue = "~/temp",
      converter = Values.Location.class)
  Path temp = Path.of("temp");

  @Option(names = "--parallel", paramLabel = "N", defaultValue = "1")
  int parallel = 1;

  @Option(names = "--pieces", paramLabel = "DIR", converter = Values.Location.class)
  Optional<Path> pieces = Optional.empty();

  @Option(names = "--keep", paramLabel = "proving|commit", defaultValue = "proving")
  Keep keep = Keep.PROVING;

  @Option(names = "--force-space")
  boolean forceSpace;

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Mixin WorkOptions work = new WorkOptions();

  @Mixin SourceOptions sources = new SourceOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    check();
    PrintWriter err = spec.commandLine().getErr();
    Optional<SourceOptions.Found> found =
        metadata.isPresent() ? Optional.empty() : Optional.of(search(err));
    List<KnownSector> wanted =
        found.isPresent() ? FindingFacts.known(found.get().findings()) : wanted(read());
    warnOfUnlistedPieces(wanted, err);
    List<SectorReport> reports;
    try (ProgressBars bars = new ProgressBars()) {
      reports = Signals.during(err, () -> recover(wanted, bars, err));
    }
    print(reports, found);
    return verdict(reports, found);
  }

  /** Everything that can be wrong with the request itself, before anything is written. */
  private void check() throws CommandFailure {
    work.check();
    if (parallel < 1 || parallel > RecoveryRun.MOST_PARALLEL) {
      throw CommandFailure.invalid(
          "invalid value for option '--parallel': " + parallel,
          "give a number from 1 to " + RecoveryRun.MOST_PARALLEL);
    }
    if (metadata.isEmpty() && (miner.isEmpty() || numbers.isEmpty() && sectors.isEmpty())) {
      throw CommandFailure.invalid(
          "no sectors are given",
          "give --miner and --sectors, or --sectors-recovery-metadata FILE and their numbers");
    }
    sources.check();
    Locations.requireTarget(result);
    Locations.requireTarget(temp);
    if (pieces.isPresent()) {
      Locations.requireFolder(pieces.get());
    }
  }

  /** The one step: the chain and all other sources are asked now. Finding nothing is the end. */
  private SourceOptions.Found search(PrintWriter err) throws Exception {
    MinerId owner = miner.orElseThrow();
    List<SectorSource> beside =
        Files.isDirectory(result) ? List.of(new BundleSource(result, owner)) : List.of();
    try (SearchBar bar = new SearchBar(spec.resourceBundle().getString("recover.searching"))) {
      SourceOptions.Found found =
          Signals.during(
              err, () -> sources.find(SourceOptions.Wanted.of(owner, asked()), beside, bar));
      SourceWords words = new SourceWords(spec.resourceBundle());
      for (Finding finding : found.findings()) {
        FindingFacts.lines(finding, words).forEach(err::println);
      }
      err.flush();
      if (FindingFacts.known(found.findings()).isEmpty()) {
        print(List.of(), Optional.of(found));
        SourceVerdict.requireAll(found, "recovered");
      }
      return found;
    }
  }

  private List<SectorNumber> asked() {
    Set<SectorNumber> asked = new LinkedHashSet<>(numbers);
    asked.addAll(sectors);
    return List.copyOf(asked);
  }

  private RecoveryMetadata read() throws CommandFailure, IOException {
    Locations.requireFile(metadata.orElseThrow());
    try {
      return MetadataFile.read(metadata.get());
    } catch (MetadataException e) {
      throw CommandFailure.invalid(e.reason(), "export the metadata again").because(e);
    }
  }

  /** The sectors asked for, each once; all of the file when none is named. */
  private List<KnownSector> wanted(RecoveryMetadata known) throws CommandFailure {
    if (miner.isPresent() && !miner.get().equals(known.miner())) {
      throw CommandFailure.invalid(
          "the metadata is of miner " + known.miner() + ", not " + miner.get(),
          "give the file of that miner");
    }
    List<SectorNumber> asked = new ArrayList<>(asked());
    if (asked.isEmpty()) {
      asked.addAll(known.sectors().stream().map(sector -> sector.id().number()).toList());
    }
    List<KnownSector> wanted = new ArrayList<>();
    for (SectorNumber number : asked) {
      wanted.add(
          known
              .sector(number)
              .orElseThrow(() ->
                  CommandFailure.invalid(
                      "sector " + number + " is not in " + metadata.orElseThrow(),
                      "export its metadata first")));
    }
    if (wanted.isEmpty()) {
      throw CommandFailure.invalid(
          metadata.orElseThrow() + " has no sectors", "export the metadata again");
    }
    return wanted;
  }

  private List<SectorReport> recover(List<KnownSector> wanted, ProgressBars bars, PrintWriter err)
      throws IOException, InterruptedException, CommandFailure {
    try {
      RecoveryRun run = new RecoveryRun(work.site(bars::of), new Folders(result, temp), parallel);
      List<PlannedSector> plan = run.plan(wanted, keep, pieces(wanted, bars));
      if (plan.stream().anyMatch(p -> p.step() instanceof PlannedSector.Step.Make)) {
        space(run.preflight(plan, Memory.available()), err);
      }
      return run.run(plan, Memory.available());
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "see to it and run the same command again")
          .because(e);
    }
  }

  private FoundPieces pieces(List<KnownSector> wanted, ProgressBars bars)
      throws IOException, InterruptedException {
    if (pieces.isEmpty()) {
      return FoundPieces.none();
    }
    Set<Piece> listed =
        wanted.stream()
            .flatMap(sector -> sector.pieces().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return PieceFolder.open(pieces.get(), bars.of("pieces")).find(listed);
  }

  private void space(Preflight.Verdict verdict, PrintWriter err) throws CommandFailure {
    RecoveryWords words = new RecoveryWords(spec.resourceBundle());
    verdict.figures().forEach(figure -> err.println(words.space(figure)));
    err.flush();
    switch (verdict) {
      case Preflight.Verdict.Enough _ -> {}
      case Preflight.Verdict.TooLittle few when forceSpace && writable(few) ->
          err.println(words.warning(few));
      case Preflight.Verdict.TooLittle few ->
          throw CommandFailure.refused(
              String.join(", ", few.reasons()),
              writable(verdict)
                  ? "make room, or go on with --force-space"
                  : "give another folder, or make it writable");
    }
  }

  /** Whether it is a matter of room, which an operator may know better, and not of access. */
  private static boolean writable(Preflight.Verdict verdict) {
    return verdict.figures().stream().allMatch(figure -> figure.place().writable());
  }

  /**
   * Metadata from another tool lists no pieces; sealed as zeros, a sector with data is lost work.
   */
  private void warnOfUnlistedPieces(List<KnownSector> wanted, PrintWriter err) {
    for (KnownSector sector : wanted) {
      if (pieces.isPresent() && sector.pieces().isEmpty() && !sector.piecesUnknown()) {
        err.println(
            spec.resourceBundle()
                .getString("recover.no_pieces_listed")
                .formatted(sector.id().number()));
      }
    }
  }

  private void print(List<SectorReport> reports, Optional<SourceOptions.Found> found)
      throws CommandFailure {
    PrintWriter out = spec.commandLine().getOut();
    Kernel kernel = work.chosen();
    List<Map<String, @Nullable Object>> facts = new ArrayList<>();
    RecoveryWords words = new RecoveryWords(spec.resourceBundle());
    for (SectorReport report : reports) {
      facts.add(
          switch (output) {
            case JSON -> ReportFacts.of(report, kernel);
            case TABLE -> ReportFacts.shown(report, kernel, words);
          });
    }
    SourceWords sourceWords = new SourceWords(spec.resourceBundle());
    for (Finding finding : missing(found)) {
      facts.add(
          switch (output) {
            case JSON -> FindingFacts.notRecovered(finding);
            case TABLE -> FindingFacts.shownNotRecovered(finding, sourceWords);
          });
    }
    switch (output) {
      case JSON -> out.println(JsonMapper.shared().writeValueAsString(Map.of("sectors", facts)));
      case TABLE -> {
        ReportTable table = new ReportTable(spec.resourceBundle(), out);
        for (Map<String, @Nullable Object> sector : facts) {
          table.print(sector);
          out.println();
        }
      }
    }
    out.flush();
  }

  /** The sectors of which not enough is known. */
  private static List<Finding> missing(Optional<SourceOptions.Found> found) {
    return found.stream()
        .flatMap(all -> all.findings().stream())
        .filter(finding -> !(finding.verdict() instanceof Verdict.Known))
        .toList();
  }

  /** A sector that failed weighs more than one that was not begun. */
  private static int verdict(List<SectorReport> reports, Optional<SourceOptions.Found> found)
      throws CommandFailure {
    List<SectorReport> bad = reports.stream().filter(r -> r.outcome().why().isPresent()).toList();
    if (bad.isEmpty()) {
      if (found.isPresent()) {
        SourceVerdict.requireAll(found.get(), "recovered");
      }
      return ExitCode.DONE.number();
    }
    boolean refused =
        bad.stream().allMatch(r -> r.outcome() instanceof Outcome.Refused)
            && reports.stream().noneMatch(r -> r.outcome() instanceof Outcome.Recovered);
    String what =
        "%d of %d sectors not recovered: %s: %s"
            .formatted(
                bad.size(),
                reports.size(),
                bad.getFirst().sector().id(),
                ReportFacts.reason(bad.getFirst().outcome()).orElseThrow());
    throw refused
        ? CommandFailure.refused(what, remedy(bad.getFirst().outcome().why().orElseThrow()))
        : CommandFailure.failed(what, "the report tells each sector's reason");
  }

  /** After the words of the reason, which say what is to be done about what is in the way. */
  private static String remedy(Reason reason) {
    return switch (reason) {
      case Reason.Occupied _, Reason.InUse _ -> "then run the same command again";
      case Reason.PiecesUnlisted _,
          Reason.NoFile _,
          Reason.NoFolder _,
          Reason.Misnamed _,
          Reason.OtherCommR _,
          Reason.Disk _,
          Reason.Unexpected _ ->
          "give what is missing and run the same command again";
    };
  }
}
