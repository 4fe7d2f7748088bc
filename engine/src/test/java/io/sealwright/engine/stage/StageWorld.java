package io.sealwright.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Seed;
import io.sealwright.engine.life.Transitions;
import io.sealwright.engine.recovery.publish.SectorLayout;
import io.sealwright.engine.schedule.FenceLost;
import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.schedule.StoragePath.Role;
import io.sealwright.engine.stage.attempt.AttemptSweep;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.LocalPaths;
import io.sealwright.engine.stage.attempt.Publication;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two storage paths, the sector that the reference sealed from zeros, and a fence in memory. What
 * it must come to is recorded in {@code vectors/proofs}.
 */
final class StageWorld {
  static final Path RECORDED = Path.of("../proofs/src/test/resources/vectors/proofs/2k-v1_1");
  static final JsonNode GOLDEN = golden();
  static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(42));
  static final CommR COMM_R = new CommR(Bytes32.fromHex(GOLDEN.get("comm_r").asString()));
  static final Bytes32 SEED = Bytes32.repeat(2);
  static final Evidence.Pledged PLEDGED =
      new Evidence.Pledged(
          SECTOR, new SealProof(SealFamily.V1_1, SectorSize.KIB_2), new EpochSpan(540 * 2880));

  /** Stands for the death of the process. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Something that may be the end. */
  @FunctionalInterface
  interface Point {
    void pass();
  }

  final LocalPath bench;
  final LocalPath store;
  final LocalPaths paths;
  SectorState state = new SectorState.Packing(PLEDGED);
  SectorEvent last = new SectorEvent.Retry(RestartPoint.PACKING, Reason.OPERATOR);
  Optional<ByteString> openings = Optional.empty();
  long token;
  Point point = () -> {};
  Progress watcher = Progress.silent();
  Keys keys = new NoKeys();
  boolean withheldAllowed = true;
  private final Path parents;

  StageWorld(Path folder, Path parents) throws IOException {
    this(folder, folder.resolve("store"), parents);
  }

  StageWorld(Path folder, Path store, Path parents) throws IOException {
    this.parents = parents;
    this.bench = path(folder.resolve("bench"), "bench", Role.SEAL);
    this.store = path(store, "store", Role.STORE);
    this.paths = new LocalPaths(List.of(bench, this.store));
  }

  static LocalPath path(Path folder, String id, Role... roles) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("sectorstore.json"),
        """
        {"ID": "%s", "Weight": 10, "CanSeal": true, "CanStore": true, "MaxStorage": 0}
        """
            .formatted(id));
    return new LocalPath(new Place(id), folder, Set.of(roles));
  }

  private static JsonNode golden() {
    try {
      return JsonMapper.shared()
          .readTree(Files.readAllBytes(RECORDED.resolve("vectors.json")))
          .get("zero_sector");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The fence of one assignment, which checks the token as the store does. */
  Fence fence(long mine) {
    return new Fence() {
      @Override
      public void publish(Publication publication, SectorEvent event)
          throws FenceLost, IOException {
        point.pass();
        if (!isMine()) {
          throw new FenceLost("the task has token " + token + " and not " + mine);
        }
        for (Publication.Step step : publication.steps()) {
          step.apply(() -> {});
          point.pass();
        }
        publication.apply();
        publication.openings().ifPresent(made -> openings = Optional.of(made));
        happen(event);
        point.pass();
      }

      @Override
      public boolean isMine() {
        return mine == token;
      }
    };
  }

  void happen(SectorEvent event) {
    Outcome outcome = Transitions.on(state, event);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    state = ((Outcome.Changed) outcome).state();
    last = event;
  }

  Stages stages() {
    return new Stages(
        new Equipment(
            2,
            parents,
            Kernels.found(),
            keys,
            withheldAllowed,
            () -> Instant.EPOCH,
            _ ->
                event -> {
                  point.pass();
                  watcher.on(event);
                }));
  }

  StageOrder order() {
    return new StageOrder(state, new FencingToken(token), bench.id(), store.id(), openings, 7);
  }

  /** Assigns what the state asks for anew, and runs it. */
  void run() throws Exception {
    token++;
    run(new StopSignal());
  }

  void run(StopSignal stop) throws Exception {
    stages().run(order(), paths, fence(token), stop);
  }

  /** What the chain does between stages, or the next stage. */
  void step() throws Exception {
    switch (state) {
      case SectorState.GetTicket _ ->
          happen(new SectorEvent.TicketDrawn(new Ticket(Bytes32.repeat(1)), new Epoch(3)));
      case SectorState.SubmitPreCommitBatch _ ->
          happen(new SectorEvent.PreCommitLanded(new Epoch(5), TokenAmount.ofAtto(1)));
      case SectorState.WaitSeed _ ->
          happen(new SectorEvent.SeedDrawn(new Seed(SEED, new Epoch(15))));
      case SectorState.SubmitCommitAggregate _ ->
          happen(new SectorEvent.Activated(new Epoch(20), new Epoch(2_000_000)));
      default -> run();
    }
  }

  /** Goes on until a state is reached. */
  StageWorld until(Class<? extends SectorState> kind) throws Exception {
    while (!kind.isInstance(state)) {
      step();
    }
    return this;
  }

  SectorLayout benched() {
    return bench.sector(SECTOR);
  }

  SectorLayout stored() {
    return store.sector(SECTOR);
  }

  /** As whoever runs workers does now and then: nothing is unfinished. */
  void sweep() throws IOException {
    for (LocalPath path : paths.paths()) {
      for (AttemptSweep.Garbage garbage : AttemptSweep.garbage(AttemptSweep.list(path), Map.of())) {
        assertThat(AttemptSweep.discard(garbage)).isTrue();
      }
      for (Leftovers.Found leftover :
          Leftovers.among(Leftovers.list(path), Map.of(SECTOR, state))) {
        assertThat(Leftovers.discard(Leftovers.permit(leftover, state, paths).orElseThrow()))
            .isTrue();
      }
    }
  }

  /** Every file under the paths, with its digest. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (LocalPath path : paths.paths()) {
      try (var all = Files.walk(path.folder())) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          files.put(path.id() + "/" + path.folder().relativize(file), digest(file));
        }
      }
    }
    files.keySet().removeIf(name -> name.endsWith("sectorstore.json"));
    return files;
  }

  static String digest(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest of a file of the cache folder as the reference wrote it. */
  static String recorded(String name) {
    return GOLDEN.get("cache_files_after_p2").get(name).get("sha256").asString();
  }
}
