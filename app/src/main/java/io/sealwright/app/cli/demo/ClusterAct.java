package io.sealwright.app.cli.demo;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The last part of the demonstration: clusters of processes. One of 2 KiB sectors is begun before
 * the other parts and seals while they are shown; of its sectors one is lost, its window is proven
 * without it, and a period later with it. Meanwhile one of 8 MiB sectors seals.
 */
public final class ClusterAct implements AutoCloseable {
  private static final int SECTORS = 3;
  private static final int LARGE_SECTORS = 2;

  /** By its number its windows open 58 epochs after the chain begins: small sectors are sealed. */
  private static final MinerId EARLY = new MinerId(1001);

  /** Its windows open 82 epochs after the chain begins: larger sectors are sealed. */
  private static final MinerId LATE = new MinerId(1000);

  private static final SectorNumber KEPT = new SectorNumber(0);
  private static final SectorNumber LOST = new SectorNumber(1);
  private static final String PROVING = "Proving";

  /** The end of a window's proof in the log. */
  private static final String MADE = "generate_window_post:finish";

  /** The logger of the stages of a window. */
  private static final String STAGES = "sealwright::window_post";

  /** A chain counts in seconds, so an epoch is not shorter; a window has two of them. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** For proofs that are computed in Java. */
  private static final Duration LONG = Duration.ofSeconds(6);

  /** Three proving periods: a window that this machine was too busy for comes again. */
  private static final long EPOCHS_AT_MOST = 3 * 96;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Path folder;
  private final ParameterFolder usual;
  private final String language;
  private final Telling telling;
  private final List<Cluster> running = new ArrayList<>();

  /** Something that is waited for. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, RpcException, InterruptedException;
  }

  /**
   * Nothing begun yet.
   *
   * @param usual where keys of seal proofs are looked for
   * @param language of the processes
   */
  public ClusterAct(Path folder, ParameterFolder usual, String language, Telling telling) {
    this.folder = folder;
    this.usual = usual;
    this.language = language;
    this.telling = telling;
  }

  /**
   * Starts the first cluster and lets it seal.
   *
   * @param windows a folder with the keys for windows of 2 KiB sectors
   */
  public void begin(ParameterFolder windows)
      throws IOException, InterruptedException, CommandFailure {
    boolean withheld = isWithheld(windows, SectorSize.KIB_2);
    telling.say("demo.cluster.begin", epoch().toSeconds(), proofs(withheld));
    if (epoch().equals(LONG)) {
      telling.say("demo.cluster.slow");
    }
    Cluster small = start("cluster", EARLY, windows, SectorSize.KIB_2);
    pledge(small, SECTORS);
    telling.say("demo.cluster.pledged", SECTORS, SectorSize.KIB_2);
  }

  /** Shows what became of it, and of what is done to it; then another one seals. */
  public void tell(ParameterFolder windows)
      throws IOException, InterruptedException, CommandFailure, RpcException {
    telling.say("demo.cluster.tell");
    Cluster small = running.getFirst();
    sealed(small, SECTORS, isWithheld(windows, SectorSize.KIB_2));
    lose(small);
    long proofs = proofs(small);
    await(
        small,
        "the lost sector is sealed again",
        () -> Files.exists(files(small, LOST).getFirst()) && all(small, SECTORS, PROVING));
    telling.say("demo.cluster.recovered", LOST);
    refuse(small);
    awaitProven(small, SECTORS, proofs);
    telling.say("demo.cluster.window", SECTORS);
    stages(small).forEach(line -> telling.say("demo.cluster.stage", line));
    shutDown(small, SectorSize.KIB_2);
    sealLarge();
  }

  private void sealLarge() throws IOException, InterruptedException, CommandFailure, RpcException {
    boolean withheld = isWithheld(usual, SectorSize.MIB_8);
    telling.say("demo.cluster.large", SectorSize.MIB_8, LARGE_SECTORS, proofs(withheld));
    Cluster large = start("cluster-8MiB", LATE, usual, SectorSize.MIB_8);
    pledge(large, LARGE_SECTORS);
    sealed(large, LARGE_SECTORS, withheld);
    shutDown(large, SectorSize.MIB_8);
  }

  private void sealed(Cluster cluster, int count, boolean withheld)
      throws IOException, InterruptedException, CommandFailure, RpcException {
    await(cluster, "the sectors are proving", () -> all(cluster, count, PROVING));
    Optional<String> instead =
        withheld ? Optional.of(telling.word("demo.cluster.noproof")) : Optional.empty();
    List<String> log = cluster.workerLogs();
    for (int number = 0; number < count; number++) {
      SectorId sector = new SectorId(cluster.miner(), new SectorNumber(number));
      telling.say("demo.cluster.sealed", number, Phases.of(log, sector.toString()).text(instead));
    }
  }

  /**
   * Waits until a window is proven with all sectors: one is active once it was proven, and has no
   * fault.
   *
   * @param before proofs that were made before
   */
  private static void awaitProven(Cluster small, int sectors, long before)
      throws IOException, InterruptedException, CommandFailure, RpcException {
    await(
        small,
        "a window is proven",
        () -> proofs(small) > before && small.active().size() >= sectors);
    if (logged(small, "\"withheld\":true") || stages(small).isEmpty()) {
      throw CommandFailure.failed("the window has no real proof", "see " + small.minerLogFile());
    }
  }

  /** How many proofs of windows were made. */
  private static long proofs(Cluster small) throws IOException {
    return small.minerLog().stream().filter(line -> line.contains(MADE)).count();
  }

  /** What the miner's log says of the stages of the last proof that was made. */
  private static List<String> stages(Cluster small) throws IOException {
    List<String> made = List.of();
    List<String> making = new ArrayList<>();
    for (String line : small.minerLog()) {
      if (line.contains("generate_window_post:start")) {
        making = new ArrayList<>();
      } else if (line.contains(MADE)) {
        made = making;
      } else if (line.contains(STAGES) && line.contains(", took ")) {
        making.add(line.substring(line.indexOf(STAGES)));
      }
    }
    return made;
  }

  private static boolean logged(Cluster cluster, String words) throws IOException {
    return cluster.minerLog().stream().anyMatch(line -> line.contains(words));
  }

  private Cluster start(String name, MinerId miner, ParameterFolder keys, SectorSize size)
      throws IOException, InterruptedException, CommandFailure {
    Path where = Files.createDirectory(folder.resolve(name));
    Cluster.Plan plan =
        new Cluster.Plan(
            miner, size, isWithheld(keys, size), keys.folder().toAbsolutePath(), epoch());
    Cluster started = Cluster.start(where, plan, language);
    running.add(started);
    return started;
  }

  private void shutDown(Cluster cluster, SectorSize size)
      throws InterruptedException, CommandFailure {
    cluster.shutDown();
    cluster.close();
    running.remove(cluster);
    telling.say("demo.cluster.down", size);
  }

  /** A window has to be long enough for its proof. */
  private static Duration epoch() {
    Kernels kernels = Kernels.found();
    boolean quick =
        kernels.curve() instanceof Kernels.Loop.Native<?>
            && kernels.transforms() instanceof Kernels.Loop.Native<?>;
    return quick ? SHORT : LONG;
  }

  private static boolean isWithheld(ParameterFolder keys, SectorSize size) {
    ParameterSet seals = new ParameterSet(ParameterSet.Kind.POREP, size);
    ParameterSet windows = new ParameterSet(ParameterSet.Kind.WINDOW, size);
    return !keys.has(seals) || !keys.has(windows);
  }

  private String proofs(boolean withheld) {
    return telling.word(withheld ? "demo.cluster.withheld" : "demo.cluster.real");
  }

  private static void pledge(Cluster cluster, int count)
      throws IOException, InterruptedException, CommandFailure {
    Programs.Ended pledged =
        cluster.command("pledge", "sectors", "pledge", "--count", Integer.toString(count));
    if (pledged.code() != ExitCode.DONE.number()) {
      throw unexpected("the pledge ended with code " + pledged.code() + ": " + pledged.err());
    }
  }

  /** Its files go as an operator's mistake or a broken disk takes them. */
  private void lose(Cluster small) throws IOException {
    Scratch.discard(files(small, LOST).getFirst());
    Scratch.discardFolder(files(small, LOST).getLast());
    telling.say("demo.cluster.lost", LOST, small.folder().resolve("store"));
  }

  /** The sealed file and the cache folder of a sector, in the store. */
  private static List<Path> files(Cluster small, SectorNumber sector) {
    String name = new SectorId(small.miner(), sector).fileName();
    return List.of(
        small.folder().resolve("store/sealed").resolve(name),
        small.folder().resolve("store/cache").resolve(name));
  }

  /** A sector that lives on the chain is not deleted by who asks for it. */
  private void refuse(Cluster small) throws IOException, InterruptedException, CommandFailure {
    Programs.Ended removal =
        small.command("remove", "sectors", "remove", KEPT.toString(), "--apply");
    if (removal.code() != ExitCode.REFUSED.number()) {
      throw unexpected("the removal ended with code " + removal.code() + ": " + removal.err());
    }
    for (Path file : files(small, KEPT)) {
      if (!Files.exists(file)) {
        throw unexpected(file + " is gone");
      }
    }
    String error =
        removal.err().lines().filter(line -> line.startsWith("error: ")).findFirst().orElse("");
    telling.say("demo.cluster.refused", KEPT, removal.code(), error);
  }

  private static boolean all(Cluster cluster, int count, String state)
      throws RpcException, InterruptedException {
    for (long number : LongStream.range(0, count).toArray()) {
      if (!cluster.state(new SectorNumber(number)).equals(state)) {
        return false;
      }
    }
    return true;
  }

  private static void await(Cluster cluster, String what, Condition condition)
      throws IOException, InterruptedException, CommandFailure, RpcException {
    for (long i = 0; i < epoch().multipliedBy(EPOCHS_AT_MOST).dividedBy(BETWEEN_LOOKS); i++) {
      if (condition.holds()) {
        return;
      }
      cluster.requireRunning();
      Thread.sleep(BETWEEN_LOOKS);
    }
    throw CommandFailure.failed(
        "waited for too long until " + what, "see " + cluster.minerLogFile());
  }

  private static CommandFailure unexpected(String what) {
    return CommandFailure.failed(what, "this should not happen; please report it");
  }

  /** Ends what still runs, without notice. */
  @Override
  public void close() {
    running.forEach(Cluster::close);
  }
}
