package io.sealwright.app.cli.post;

import io.sealwright.app.cli.Locations;
import io.sealwright.app.cli.ParamsOptions;
import io.sealwright.app.cli.ProofMemory;
import io.sealwright.app.cli.ProvenSectors;
import io.sealwright.app.cli.Signals;
import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.config.Kernel;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.worker.Machine;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.proofs.snark.SealProver;
import io.sealwright.proofs.window.PlacedSector;
import io.sealwright.proofs.window.PostLimits;
import io.sealwright.proofs.window.PostOrder;
import io.sealwright.proofs.window.PostResult;
import io.sealwright.proofs.window.SpacetimeProver;
import io.sealwright.proofs.window.SpacetimeRun;
import io.sealwright.proofs.window.StorageSearch;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Does what a deadline asks for, on the miner's own storage, and sends nothing. */
@Command(name = "rehearse")
final class RehearseCommand implements Callable<Integer> {
  private static final Duration AT_MOST_TO_LIST = Duration.ofMinutes(1);
  private static final int MOST_THREADS = 4096;

  @Option(names = "--miner", required = true, paramLabel = "MINER", converter = Values.Miner.class)
  MinerId miner = new MinerId(0);

  @Option(
      names = "--sectors",
      required = true,
      paramLabel = "FILE",
      converter = Values.Location.class)
  Path sectors = Path.of("");

  @Option(names = "--randomness", required = true, paramLabel = "HEX", converter = Values.Hex.class)
  Bytes32 randomness = Bytes32.ZERO;

  @Option(
      names = "--storage",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      converter = Values.Location.class)
  List<Path> storage = List.of();

  @Option(names = "--reading-only")
  boolean readingOnly;

  @Option(names = "--size", paramLabel = "SIZE", converter = Values.Size.class)
  Optional<SectorSize> size = Optional.empty();

  @Option(names = "--v1")
  boolean first;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = NodeValues.Time.class)
  Duration deadline = Duration.ofMinutes(30);

  @Option(names = "--read-limit", paramLabel = "TIME", converter = NodeValues.Time.class)
  Optional<Duration> readLimit = Optional.empty();

  @Option(names = "--parallel", paramLabel = "N", defaultValue = "8")
  int parallel = 8;

  @Option(names = "--threads", paramLabel = "N")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--kernel", paramLabel = "auto|java|native", defaultValue = "auto")
  Kernel kernel = Kernel.AUTO;

  @Mixin ParamsOptions params = new ParamsOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    requireCount("--parallel", parallel);
    requireCount("--threads", threads);
    Kernels kernels = Machine.kernels(kernel, "use --kernel auto");
    Duration reading = readLimit.orElse(readingOnly ? deadline : deadline.dividedBy(2));
    if (!reading.isPositive() || reading.compareTo(deadline) > 0) {
      throw CommandFailure.invalid(
          "--read-limit is not within the deadline", "give a shorter time, or a longer --deadline");
    }
    Duration slow = SlowReads.threshold(System.getenv());
    List<PostVerifier.Subject> wanted = ProvenSectors.read(sectors);
    List<Path> paths = storage.stream().distinct().toList();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return Signals.duringOnePiece(err, () -> rehearse(paths, wanted, kernels, reading, slow));
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "nothing was sent").because(e);
    }
  }

  private static void requireCount(String option, int count) throws CommandFailure {
    if (count < 1 || count > MOST_THREADS) {
      throw CommandFailure.invalid(
          "invalid value for option '" + option + "': " + count,
          "give a number from 1 to " + MOST_THREADS);
    }
  }

  private Integer rehearse(
      List<Path> paths,
      List<PostVerifier.Subject> wanted,
      Kernels kernels,
      Duration reading,
      Duration slow)
      throws Exception {
    InstantSource clock = InstantSource.system();
    Instant begun = clock.instant();
    Duration listing = reading.compareTo(AT_MOST_TO_LIST) < 0 ? reading : AT_MOST_TO_LIST;
    StorageSearch.Found found =
        StorageSearch.find(paths, miner, wanted, clock, begun.plus(listing));
    PrintWriter err = spec.commandLine().getErr();
    for (Path path : paths) {
      if (found.failures().containsKey(path)) {
        err.println("warning: storage path " + path + " " + found.failures().get(path));
      } else {
        Locations.requireFolder(path);
      }
    }
    PostOrder order =
        new PostOrder(first ? PostKind.WINDOW_V1 : PostKind.WINDOW_V1_1, sizeOf(found), randomness);
    PostLimits limits =
        new PostLimits(threads, parallel, slow, begun.plus(reading), begun.plus(deadline));
    SpacetimeRun run = new SpacetimeRun(order, limits, clock, new StageLog(err));
    List<PlacedSector> placed = found.placed(miner, order.size());
    PostResult result = readingOnly ? run.read(placed) : prove(run, order, placed, kernels);
    Rehearsal rehearsal =
        new Rehearsal(
            order,
            result,
            wanted.size(),
            Stream.concat(found.missing().stream(), result.bad().stream()).toList(),
            Duration.between(begun, clock.instant()),
            deadline);
    new RehearsalReport(Reports.of(spec, output)).print(rehearsal);
    return ended(rehearsal);
  }

  private SectorSize sizeOf(StorageSearch.Found found) throws CommandFailure {
    return size.or(found::size)
        .orElseThrow(() ->
            CommandFailure.failed(
                "no storage path has a whole sealed file of these sectors",
                "check --storage and --miner, or give --size"));
  }

  private PostResult prove(
      SpacetimeRun run, PostOrder order, List<PlacedSector> placed, Kernels kernels)
      throws CommandFailure, IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    ParameterFolder folder = params.folderWith(order.parameterSet(), true);
    ParamsOptions.warning(folder, order.parameterSet()).ifPresent(err::println);
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = folder.map(order.parameterSet(), arena);
      ProofMemory.require(
          err,
          "the proof",
          SealProver.memory(parameters, threads, false),
          Runtime.getRuntime().maxMemory(),
          "start Java with a larger heap (JAVA_TOOL_OPTIONS=-Xmx…), or use --reading-only");
      SecureRandom random = new SecureRandom();
      return run.prove(
          placed,
          new SpacetimeProver(parameters, threads, kernels, () -> Blinding.draw(random), random));
    }
  }

  private static Integer ended(Rehearsal rehearsal) throws CommandFailure {
    return switch (rehearsal.verdict()) {
      case IN_TIME -> ExitCode.DONE.number();
      case BAD_SECTORS, NO_SECTOR ->
          throw CommandFailure.failed(
              "%d of %d sectors would be faulty"
                  .formatted(rehearsal.bad().size(), rehearsal.sectors()),
              "look at their storage, or declare them");
      case NOT_VALID ->
          throw CommandFailure.failed(
              "the proof that was made does not verify",
              "check the keys with 'sealwright params check', and this host's memory");
      case LATE ->
          throw CommandFailure.failed(
              "the deadline of " + rehearsal.deadline().toSeconds() + " s ends first",
              "look at the slowest sectors and their storage, or at --parallel and --threads");
    };
  }
}
