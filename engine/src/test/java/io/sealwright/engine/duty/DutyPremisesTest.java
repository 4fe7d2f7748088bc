package io.sealwright.engine.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.engine.duty.Replicas.Storage;
import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Outcome;
import io.sealwright.engine.life.Place;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.engine.proving.DutyPremises;
import io.sealwright.engine.proving.HostSectorFiles;
import io.sealwright.engine.proving.OutboxPostSender;
import io.sealwright.engine.proving.WindowAccount;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.SenderSettings;
import io.sealwright.engine.storage.PathQuestions;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.PathTable.Mount;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.SignedMessage;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The duty with the outbox, the database and the storage paths of a miner's process. */
final class DutyPremisesTest {
  private static final NetworkRules FAST = NetworkRules.fast(new NetworkVersion(28));
  private static final Host.Name HERE = new Host.Name("here");
  private static final Host.Name ELSEWHERE = new Host.Name("elsewhere");
  private static final Set<StoragePath.Role> SEAL = Set.of(StoragePath.Role.SEAL);
  private static final Set<StoragePath.Role> STORE = Set.of(StoragePath.Role.STORE);

  @TempDir Path folder;
  private ProvingChain chain;
  private Database database;
  private final List<DutyFacts> seen = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    chain = new ProvingChain(folder.resolve("chain"), FAST, new WithheldProofs());
    database = Database.open(file());
    for (Host.Name host : List.of(HERE, ELSEWHERE)) {
      Worker worker =
          new Worker(new Worker.Id(UUID.randomUUID()), host, new Slots(Map.of()), chain.now());
      database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
    }
  }

  private DatabaseAddress file() {
    return DatabaseAddress.file(folder.resolve("cluster"), "sealwright", "of the test");
  }

  @AfterEach
  void close() throws Exception {
    database.close();
    chain.close();
  }

  /** A path of a host, in a folder of its name. */
  private Path mount(Host.Name host, String name, Set<StoragePath.Role> roles, String error)
      throws Exception {
    Path path = Files.createDirectories(folder.resolve(name));
    Mount mount =
        new Mount(
            new StoragePath.Id(name), path.toString(), roles, 10, 0, 1 << 30, 1 << 29, 0, error);
    database.paths().look(host, List.of(mount), chain.now());
    return path;
  }

  private MinerSender sender() {
    return new MinerSender(
        chain.node(),
        ProvingChain.MINER,
        FAST,
        database.outbox(ProvingChain.MINER),
        SenderSettings.DEFAULTS);
  }

  private WindowDuty duty() {
    DutySettings settings =
        DutySettings.of(
            ProvingChain.MINER,
            FAST.blockDelay(),
            (int) FAST.partitionsPerMessage(SectorSize.KIB_2),
            2);
    ProofMeans means = new ProofMeans.Withheld(WithheldProofs::ofWindow);
    return new DutyPremises(database, HERE, sender(), means, chain::now)
        .duty(chain.node(), settings, seen::add);
  }

  private static void settle(WindowDuty duty) throws Exception {
    for (int i = 0; i < 100; i++) {
      if (duty.step() instanceof DutyStep.Wait) {
        duty.await();
        if (duty.step() instanceof DutyStep.Wait) {
          return;
        }
      }
    }
    throw new AssertionError("the duty does not come to rest");
  }

  private List<OutboxRecord> proofsSent() throws Exception {
    return database.outbox(ProvingChain.MINER).pending().stream()
        .filter(record -> record.purpose() == MessagePurpose.WINDOW_POST)
        .toList();
  }

  private List<SignedMessage> pool() throws Exception {
    return chain.node().ask(chain.node().api().mpool().pending().ask(TipsetKey.HEAD));
  }

  @Test
  void windowsAreProvenAcrossARestartAndEachMessageIsSentOnce() throws Exception {
    Replicas replicas = Replicas.in(folder.resolve("replica"));
    new Storage(replicas, mount(HERE, "one", STORE, "")).place(1, 2);
    new Storage(replicas, mount(HERE, "two", SEAL, "")).place(3);
    chain.onboard(replicas.commR(), 1, 2, 3);
    WindowDuty duty = duty();
    while (proofsSent().isEmpty()) {
      chain.advance(1);
      settle(duty);
    }
    duty.stop();
    database.close();
    database = Database.open(file());

    WindowDuty again = duty();
    settle(again);
    assertThat(proofsSent()).hasSize(1);
    assertThat(pool()).containsExactly(proofsSent().getFirst().signed());
    for (long i = 0; i < 2 * FAST.provingPeriod().epochs(); i++) {
      chain.advance(1);
      settle(again);
    }
    again.stop();

    assertThat(chain.faults()).isEqualTo(Bitfield.EMPTY);
    assertThat(chain.active()).isEqualTo(Bitfield.of(1, 2, 3));
    List<WindowRecord> all = database.duties(ProvingChain.MINER).newest(100);
    assertThat(all).hasSizeGreaterThanOrEqualTo(4);
    assertThat(all)
        .filteredOn(record -> record.progress().isEnded())
        .allSatisfy(record -> {
          assertThat(record.progress()).isInstanceOf(Progress.Landed.class);
          assertThat(record.skipped()).isEqualTo(Bitfield.EMPTY);
        });
    assertThat(proofsSent()).hasSize(all.size());
    assertThat(seen).anyMatch(facts -> facts.own().proving().isPresent());
    Window first = all.getLast().attempt().window();
    DutyFacts open =
        seen.stream()
            .filter(facts -> facts.current().window().equals(first))
            .reduce((_, later) -> later)
            .orElseThrow();
    assertThat(
            WindowAccount.of(
                open.current(), database.duties(ProvingChain.MINER).ofWindow(first.open())))
        .isEqualTo(new WindowAccount(open.current().live().count(), 0, 0, 0));
    assertThat(proofsSent()).extracting(OutboxRecord::key).doesNotHaveDuplicates();
  }

  /** As a recovery leaves it that could not use the path of the rotten replica. */
  @Test
  void aSectorThatWasMadeAgainOnAnotherPathIsDeclaredRecoveredAndProven() throws Exception {
    Replicas replicas = Replicas.in(folder.resolve("replica"));
    Storage old = new Storage(replicas, mount(HERE, "a-old", STORE, ""));
    Storage fresh = new Storage(replicas, mount(HERE, "b-new", STORE, ""));
    old.place(1, 2);
    chain.onboard(replicas.commR(), 1, 2);
    record(1, "a-old");
    Files.write(old.sealed(1), new byte[(int) SectorSize.KIB_2.bytes()]);
    WindowDuty duty = duty();
    assertThat(comesToFaults(duty, Bitfield.of(1))).isTrue();

    fresh.place(1);
    assertThat(
            database
                .sectors()
                .append(sector(1), new SectorEvent.Stored(new Place("b-new")), chain.now()))
        .isInstanceOf(Outcome.Changed.class);

    assertThat(comesToFaults(duty, Bitfield.EMPTY)).isTrue();
    duty.stop();
    assertThat(chain.active()).isEqualTo(Bitfield.of(1, 2));
  }

  /** Whether the chain comes to have these faults within two periods. */
  private boolean comesToFaults(WindowDuty duty, Bitfield faults) throws Exception {
    for (long i = 0; i < 2 * FAST.provingPeriod().epochs(); i++) {
      if (chain.faults().equals(faults)) {
        return true;
      }
      chain.advance(1);
      settle(duty);
    }
    return false;
  }

  private static SectorId sector(long number) {
    return new SectorId(ProvingChain.MINER, new SectorNumber(number));
  }

  /** Has a record say that the files of a sector lie on a path. */
  private void record(long number, String path) throws Exception {
    Evidence.Pledged pledged =
        new Evidence.Pledged(sector(number), Specimens.PLEDGED.proof(), Specimens.PLEDGED.life());
    Evidence.Live live =
        new Evidence.Live(
            new Evidence.Activated(
                new Evidence.Adopted(pledged, Specimens.COMM_R, Specimens.ADOPTED.seal(), false),
                Optional.empty(),
                Specimens.ACTIVATED,
                Specimens.EXPIRES),
            new Place(path));
    assertThat(database.sectors().adopt(live, chain.now())).isTrue();
  }

  @Test
  void whatTheChainWouldRefuseIsNotSentAndNotRemembered() throws Exception {
    OutboxPostSender sender =
        new OutboxPostSender(ProvingChain.MINER, sender(), database.outbox(ProvingChain.MINER));
    Purpose purpose = new Purpose.Proof(Scene.attempt(Scene.EIGHT, 1, 0));
    PostMessage nonsense =
        new PostMessage(
            ProvingChain.MINER,
            purpose,
            MinerMethod.SUBMIT_WINDOWED_POST,
            ByteString.of(new byte[] {(byte) 0x80}));
    chain.advance(3);

    assertThatThrownBy(() -> sender.send(nonsense)).isInstanceOf(PostNotSent.class);
    assertThat(sender.sent(ProvingChain.MINER, purpose)).isEmpty();
    assertThat(database.outbox(ProvingChain.MINER).pending()).isEmpty();
    assertThat(pool()).isEmpty();
  }

  private SectorFiles.Found find(long sector) throws Exception {
    SectorNumber number = new SectorNumber(sector);
    return files()
        .find(List.of(number))
        .getOrDefault(number, new SectorFiles.Missing(Optional.empty(), "no answer"));
  }

  private HostSectorFiles files() {
    return files(new PathQuestions(Duration.ofMinutes(1)));
  }

  private HostSectorFiles files(PathQuestions questions) {
    return new HostSectorFiles(
        ProvingChain.MINER, HERE, database.paths(), database.sectors(), questions);
  }

  private static void put(Path root, String... names) throws Exception {
    for (String name : names) {
      Path file = root.resolve(name);
      if (name.startsWith("cache/")) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(root.resolve("sealed"));
        Files.writeString(file, "replica");
      }
    }
  }

  @Test
  void bothPartsOfASectorAreFoundOnThePathsOfThisHostAlone() throws Exception {
    Path work = mount(HERE, "a-work", SEAL, "");
    Path store = mount(HERE, "b-store", STORE, "");
    Path far = mount(ELSEWHERE, "c-far", STORE, "");
    put(work, "sealed/s-t01000-1", "cache/s-t01000-1", "cache/s-t01000-2");
    put(store, "sealed/s-t01000-1", "cache/s-t01000-1", "sealed/s-t01000-2");
    put(far, "sealed/s-t01000-3", "cache/s-t01000-3");
    record(3, "c-far");

    assertThat(find(1)).isEqualTo(new SectorFiles.Place(store, store));
    assertThat(find(2)).isEqualTo(new SectorFiles.Place(work, store));
    assertThat(find(3))
        .isEqualTo(
            new SectorFiles.Missing(
                Optional.empty(), "no storage path has sealed/s-t01000-3 and cache/s-t01000-3"));
  }

  @Test
  void aSectorIsTakenFromThePathThatItsRecordNames() throws Exception {
    Path first = mount(HERE, "a-first", STORE, "");
    Path named = mount(HERE, "b-named", SEAL, "");
    put(first, "sealed/s-t01000-1", "cache/s-t01000-1", "sealed/s-t01000-2", "cache/s-t01000-2");
    put(named, "sealed/s-t01000-1", "cache/s-t01000-1");
    put(named, "sealed/s-t01000-2", "cache/s-t01000-2");
    record(1, "b-named");

    assertThat(find(1)).isEqualTo(new SectorFiles.Place(named, named));
    assertThat(find(2)).as("without a record").isEqualTo(new SectorFiles.Place(first, first));
  }

  @Test
  void aRecordThatCannotBeReadHidesNoSector() throws Exception {
    Path first = mount(HERE, "a-first", STORE, "");
    Path named = mount(HERE, "b-named", STORE, "");
    put(first, "sealed/s-t01000-1", "cache/s-t01000-1");
    put(named, "sealed/s-t01000-1", "cache/s-t01000-1");
    put(named, "sealed/s-t01000-2", "cache/s-t01000-2");
    record(1, "b-named");
    record(2, "b-named");
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("update sector set state = '{}' where number = 1"))
          .isEqualTo(1);
    }

    assertThat(files().find(List.of(new SectorNumber(1), new SectorNumber(2))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                new SectorNumber(1), new SectorFiles.Place(first, first),
                new SectorNumber(2), new SectorFiles.Place(named, named)));
  }

  @Test
  void aPathWithBothPartsGoesBeforeTwoWithOneEach() throws Exception {
    Path cacheOnly = mount(HERE, "a-cache", STORE, "");
    Path whole = mount(HERE, "b-whole", STORE, "");
    Path sealedOnly = mount(HERE, "c-sealed", STORE, "");
    put(cacheOnly, "cache/s-t01000-1", "cache/s-t01000-2");
    put(whole, "sealed/s-t01000-1", "cache/s-t01000-1");
    put(sealedOnly, "sealed/s-t01000-1", "sealed/s-t01000-2");
    record(1, "c-sealed");

    assertThat(find(1)).isEqualTo(new SectorFiles.Place(whole, whole));
    assertThat(find(2)).isEqualTo(new SectorFiles.Place(cacheOnly, sealedOnly));
  }

  @Test
  void whatIsMissingIsNamedWithThePathsThatCannotBeRead() throws Exception {
    Path store = mount(HERE, "a-store", STORE, "");
    Path gone = mount(HERE, "b-gone", STORE, "not mounted");
    put(store, "sealed/s-t01000-7");
    put(gone, "cache/s-t01000-7");

    String words = "no storage path has cache/s-t01000-7; " + gone + ": not mounted";
    assertThat(find(7)).isEqualTo(new SectorFiles.Missing(Optional.empty(), words));
    record(7, "b-gone");
    assertThat(find(7))
        .as("a proof tries it")
        .isEqualTo(new SectorFiles.Missing(Optional.of(new SectorFiles.Place(gone, gone)), words));
  }

  /** A mount that hangs, for as long as the latch is closed. */
  private static PathQuestions hanging(Path root, CountDownLatch mount) throws Exception {
    PathQuestions questions = new PathQuestions(Duration.ofMillis(500));
    Optional<Boolean> answer =
        questions.ask(
            root,
            () -> {
              try {
                mount.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              return true;
            });
    assertThat(answer).isEmpty();
    return questions;
  }

  /** Soon after it began to hang, and once the host has noticed that. */
  @ParameterizedTest
  @CsvSource({"'',does not answer", "does not answer since noon,does not answer since noon"})
  void aPathThatHangsIsNotWaitedForAndItsSectorsAreNeitherThereNorMissing(
      String error, String words) throws Exception {
    Path hung = mount(HERE, "a-hung", STORE, error);
    Path well = mount(HERE, "b-well", STORE, "");
    put(hung, "sealed/s-t01000-1", "cache/s-t01000-1");
    put(well, "sealed/s-t01000-2", "cache/s-t01000-2");
    record(1, "a-hung");
    record(2, "a-hung");
    CountDownLatch mount = new CountDownLatch(1);
    try {
      HostSectorFiles files = files(hanging(hung, mount));
      String silent = "; " + hung + (error.isEmpty() ? " " : ": ") + words;
      assertThat(files.find(List.of(new SectorNumber(1), new SectorNumber(2), new SectorNumber(3))))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(
                  new SectorNumber(1),
                  new SectorFiles.Silent(
                      Optional.of(new SectorFiles.Place(hung, hung)),
                      "no storage path has sealed/s-t01000-1 and cache/s-t01000-1" + silent),
                  new SectorNumber(2),
                  new SectorFiles.Silent(
                      Optional.of(new SectorFiles.Place(well, well)),
                      "a copy of it is at " + well + silent),
                  new SectorNumber(3),
                  new SectorFiles.Silent(
                      Optional.empty(),
                      "no storage path has sealed/s-t01000-3 and cache/s-t01000-3" + silent)));
    } finally {
      mount.countDown();
    }
  }
}
