package io.sealwright.app.cli;

import io.sealwright.app.cli.demo.ClusterAct;
import io.sealwright.app.cli.demo.Telling;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.recovery.FirstSealing;
import io.sealwright.engine.recovery.Folders;
import io.sealwright.engine.recovery.Outcome;
import io.sealwright.engine.recovery.RecoveryRun;
import io.sealwright.engine.recovery.RefusedException;
import io.sealwright.engine.recovery.SealRequest;
import io.sealwright.engine.recovery.SealResult;
import io.sealwright.engine.recovery.SectorReport;
import io.sealwright.engine.recovery.Site;
import io.sealwright.engine.recovery.Stage;
import io.sealwright.engine.recovery.files.FolderLock;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.recovery.metadata.MetadataFile;
import io.sealwright.engine.recovery.pieces.FoundPieces;
import io.sealwright.engine.recovery.pieces.PieceFolder;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.space.Memory;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.groth16.Secrets;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows the main job on small sectors: seal one, lose it, recover it, compare every byte; once more
 * with nothing but what a chain knows; and a cluster that seals, proves, and gets a lost sector
 * back.
 */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {
  private static final SealOrder ORDER =
      new SealOrder(
          new SealProof(SealFamily.V1_1, SectorSize.MIB_8),
          new SectorId(new MinerId(1000), new SectorNumber(43)),
          new Ticket(Bytes32.repeat(1)));

  @Option(names = "--keep", paramLabel = "DIR", converter = Values.Location.class)
  Optional<Path> keep = Optional.empty();

  @Mixin ParamsOptions params = new ParamsOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (keep.isPresent()) {
      Locations.requireParent(keep.get());
      if (Files.exists(keep.get())) {
        throw CommandFailure.refused(keep.get() + " is there already", "give a new folder");
      }
    }
    try (ProgressBars bars = new ProgressBars()) {
      String left = keep.map(folder -> "what was shown is in " + folder).orElse("nothing is left");
      return Signals.during(
          spec.commandLine().getErr(),
          "interrupted; %s, and the next run begins anew".formatted(left),
          () -> show(bars));
    } catch (RefusedException e) {
      throw CommandFailure.refused(e.reason(), e.remedy()).because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "see to it and try again").because(e);
    }
  }

  private int show(ProgressBars bars)
      throws IOException, InterruptedException, RefusedException, CommandFailure {
    Path folder =
        keep.isPresent()
            ? Files.createDirectory(keep.get().toAbsolutePath())
            : Files.createTempDirectory("sealwright-demo-");
    boolean keeps = true;
    ParameterFolder usual = params.folder();
    try (ClusterAct cluster = new ClusterAct(folder, usual, language(), new Sentences())) {
      say("demo.kernel", kernels());
      ParameterFolder windows = windowKeys(usual, folder, bars);
      cluster.begin(windows);
      new Stages(folder, bars).run();
      cluster.tell(windows);
      keeps = keep.isPresent();
    } catch (InterruptedException | ClosedByInterruptException e) {
      keeps = keep.isPresent();
      throw e;
    } catch (RpcException e) {
      throw CommandFailure.failed(
              "a node of the demonstration does not answer: " + e.getMessage(), "see " + folder)
          .because(e);
    } finally {
      // What failed is kept, for what was written there says why.
      if (!keeps) {
        Scratch.discardFolder(folder);
      } else if (keep.isEmpty()) {
        say("demo.kept", folder);
      }
    }
    say(keep.isPresent() ? "demo.kept" : "demo.removed", folder);
    return ExitCode.DONE.number();
  }

  /** Keys for windows: those that are there, else some made once and kept beside, or by each. */
  private ParameterFolder windowKeys(ParameterFolder usual, Path folder, ProgressBars bars)
      throws IOException, InterruptedException {
    ParameterSet windows = new ParameterSet(ParameterSet.Kind.WINDOW, SectorSize.KIB_2);
    if (usual.has(windows)) {
      return usual;
    }
    ParameterFolder kept = new ParameterFolder(usual.folder().resolve("sealwright-demo"));
    if (kept.has(windows)) {
      return kept;
    }
    if (mayWrite(kept.folder())) {
      Optional<FolderLock> lock = FolderLock.take(kept.folder());
      if (lock.isPresent()) {
        try (FolderLock _ = lock.get()) {
          return kept.has(windows) ? kept : generate(kept, windows, bars);
        }
      }
    }
    return generate(new ParameterFolder(folder.resolve("keys")), windows, bars);
  }

  private ParameterFolder generate(ParameterFolder keys, ParameterSet set, ProgressBars bars)
      throws IOException, InterruptedException {
    say("demo.keys", set, keys.folder());
    int threads = Runtime.getRuntime().availableProcessors();
    keys.generate(set, Secrets.draw(new SecureRandom()), threads, bars.of(set.toString()));
    return keys;
  }

  /** Whether a folder that may not be there yet can be made and written to. */
  private static boolean mayWrite(Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isDirectory(there) && Files.isWritable(there);
  }

  private String language() {
    String language = spec.resourceBundle().getLocale().getLanguage();
    return language.isEmpty() ? "en" : language;
  }

  private static String kernels() {
    return VersionCommand.kernels().entrySet().stream()
        .map(loop -> loop.getKey() + " " + loop.getValue())
        .collect(Collectors.joining(", "));
  }

  private void say(String key, Object... values) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(spec.resourceBundle().getString(key).formatted(values));
    out.flush();
  }

  /** The same for the other parts. */
  private final class Sentences implements Telling {
    @Override
    public void say(String key, Object... values) {
      DemoCommand.this.say(key, values);
    }

    @Override
    public String word(String key) {
      return spec.resourceBundle().getString(key);
    }
  }

  /** The steps of the demonstration, in one folder. */
  private final class Stages {
    private final Path folder;
    private final Folders folders;
    private final Site site;

    Stages(Path folder, ProgressBars bars) {
      this.folder = folder;
      this.folders = new Folders(folder.resolve("sector"), folder.resolve("temp"));
      int threads = Runtime.getRuntime().availableProcessors();
      this.site = Site.of(threads, folder.resolve("parents"), InstantSource.system(), bars::of);
    }

    void run() throws IOException, InterruptedException, RefusedException, CommandFailure {
      Path pieces = Files.createDirectory(folder.resolve("pieces"));
      Path piece = Files.write(pieces.resolve("piece"), bytes());
      SealResult sealed = seal(new AddPiece.Source(piece, new PaddedSize(size().bytes())));
      List<Path> lost = lose();
      recover(sealed, pieces);
      compare(lost);
      onChain();
    }

    /** The second half: what is needed to recover comes from a chain. */
    private void onChain()
        throws IOException, InterruptedException, RefusedException, CommandFailure {
      say("demo.chain.begin");
      Path place = Files.createDirectory(folder.resolve("chain"));
      try (DemoChain chain = DemoChain.start(place.resolve("node"))) {
        say("demo.chain.up", chain.address(), ORDER.sector().miner());
        new ChainAct(chain.fullNode(), place, site, new Sentences()).run();
      } catch (RpcException e) {
        throw CommandFailure.failed(
                "the chain of the demonstration does not answer: " + e.getMessage(),
                "this should not happen; please report it")
            .because(e);
      }
    }

    private SectorSize size() {
      return ORDER.proof().size();
    }

    private byte[] bytes() {
      byte[] bytes = new byte[Math.toIntExact(size().unpaddedBytes())];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (7 * i + 3);
      }
      return bytes;
    }

    private SealResult seal(AddPiece.Source source)
        throws IOException, InterruptedException, RefusedException {
      say("demo.seal", size(), ORDER.sector());
      Piece piece = PieceFolder.identify(source, site.watchers().apply(ORDER.sector()));
      SealRequest request = new SealRequest(ORDER, List.of(source), List.of(piece), Keep.PROVING);
      SealResult result = new FirstSealing(site, folders, request).run(Memory.available());
      say("demo.sealed", result.sector().commR().cid(), seconds(result.times()));
      return result;
    }

    /** Moves the sector away, so that it can be compared afterwards. */
    private List<Path> lose() throws IOException {
      Path away = Files.createDirectory(folder.resolve("lost"));
      for (String kind : List.of("sealed", "cache", "unsealed")) {
        Files.move(folders.result().resolve(kind), away.resolve(kind));
      }
      say("demo.lost", folders.result());
      try (Stream<Path> files = Files.walk(away)) {
        return files.filter(Files::isRegularFile).sorted().toList();
      }
    }

    private void recover(SealResult sealed, Path pieces)
        throws IOException, InterruptedException, CommandFailure {
      say("demo.recover");
      RecoveryRun run = new RecoveryRun(site, folders, 1);
      FoundPieces found =
          PieceFolder.open(pieces, site.watchers().apply(ORDER.sector()))
              .find(sealed.sector().pieces());
      SectorReport report =
          run.run(run.plan(List.of(sealed.sector()), Keep.PROVING, found)).getFirst();
      if (!(report.outcome() instanceof Outcome.Recovered)) {
        throw CommandFailure.failed(
            "the sector was not recovered: " + ReportFacts.reason(report.outcome()).orElse(""),
            "this should not happen; please report it");
      }
      say("demo.recovered", sealed.sector().commR().cid(), seconds(report.times()));
    }

    /** What a proving miner keeps; the unsealed data and our own note are the first sealing's. */
    private void compare(List<Path> lost) throws IOException, CommandFailure {
      long bytes = 0;
      List<Path> compared = new ArrayList<>();
      for (Path original : lost) {
        Path name = folder.resolve("lost").relativize(original);
        boolean kept = !name.startsWith("unsealed") && !name.endsWith(MetadataFile.BUNDLE);
        if (kept) {
          if (Files.mismatch(original, folders.result().resolve(name)) >= 0) {
            throw CommandFailure.failed(
                name + " differs from the lost one", "this should not happen; please report it");
          }
          compared.add(name);
          bytes += Files.size(original);
        }
      }
      say("demo.same", compared.size(), bytes);
    }

    /** What each phase took. */
    private String seconds(Map<Stage, Duration> times) {
      return Stream.of(Stage.values())
          .filter(times::containsKey)
          .map(stage ->
              String.format(
                  Locale.ROOT,
                  "%s %.2f s",
                  spec.resourceBundle()
                      .getString("demo.stage." + stage.name().toLowerCase(Locale.ROOT)),
                  Objects.requireNonNull(times.get(stage)).toMillis() / 1000.0))
          .collect(Collectors.joining(", "));
    }
  }
}
