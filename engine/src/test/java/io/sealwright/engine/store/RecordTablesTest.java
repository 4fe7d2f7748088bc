package io.sealwright.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.duty.Attempt;
import io.sealwright.engine.duty.Progress;
import io.sealwright.engine.duty.Window;
import io.sealwright.engine.duty.WindowRecord;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Pause;
import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.StoragePath;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.store.AttachmentTable.Attachment;
import io.sealwright.engine.store.CheckTable.Check;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a miner sent, what it did in its windows, and what operators had done. */
final class RecordTablesTest {
  private static final MinerId MINER = new MinerId(1000);
  private static final MinerId OTHER = new MinerId(1001);
  private static final Instant NOW = Instant.parse("2026-11-26T04:00:00.5Z");
  private static final Window WINDOW =
      new Window(8, new Epoch(1480), new Epoch(1540), new Epoch(1460), new Epoch(1410));
  private static final MessageFate LANDED = new MessageFate.Landed(new Epoch(9), ExitCode.OK);

  static List<DatabaseAddress> databases() {
    return TestDatabases.all();
  }

  private static OutboxRecord record(long nonce, Optional<String> key, long... sectors) {
    MessagePurpose purpose =
        key.isPresent() ? MessagePurpose.WINDOW_POST : MessagePurpose.PRE_COMMIT;
    Message message =
        new Message(
            Address.of(MINER),
            Address.of(new MinerId(1005)),
            nonce,
            TokenAmount.ofAtto(7),
            1_000,
            TokenAmount.ofAtto(200),
            TokenAmount.ofAtto(100),
            purpose.method().number(),
            ByteString.of(new byte[] {(byte) 0x80}));
    return new OutboxRecord(
        purpose,
        LongStream.of(sectors).mapToObj(SectorNumber::new).toList(),
        key,
        new SignedMessage(
            message, new Signature(SignatureType.SECP256K1, ByteString.of(new byte[65]))),
        TokenAmount.ofAtto(12),
        new Epoch(4));
  }

  private static OutboxRecord keyed(long nonce, String key) {
    return record(nonce, Optional.of(key));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void messagesStayInTheirOrderUntilTheyAreSettled(DatabaseAddress address) throws Exception {
    OutboxRecord first = record(5, Optional.empty(), 9, 3);
    OutboxRecord second = keyed(4, "a");
    try (Database database = Database.open(address)) {
      OutboxTable outbox = database.outbox(MINER);
      outbox.reserve(first);
      outbox.reserve(second);
      assertThat(outbox.pending()).containsExactly(first, second);
      assertThat(outbox.settled(Set.of(first.cid(), second.cid()))).isEmpty();

      outbox.settle(first.cid(), LANDED);
      outbox.settle(first.cid(), new MessageFate.Superseded());
      outbox.settle(keyed(77, "z").cid(), LANDED);
      assertThat(outbox.pending()).containsExactly(second);
      assertThat(outbox.settled(Set.of(first.cid(), second.cid())))
          .isEqualTo(Map.of(first.cid(), LANDED));
      assertThat(outbox.settled(Set.of())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aKeyIsFreeAgainOnlyWhenNoNodeTookItsMessage(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      OutboxTable outbox = database.outbox(MINER);
      OutboxRecord refused = keyed(1, "a");
      outbox.reserve(refused);
      assertThat(outbox.keyed("a")).contains(refused);
      assertThatThrownBy(() -> outbox.reserve(keyed(2, "a"))).isInstanceOf(IOException.class);

      outbox.settle(refused.cid(), new MessageFate.None());
      assertThat(outbox.keyed("a")).isEmpty();
      assertThat(outbox.settled(Set.of(refused.cid())))
          .isEqualTo(Map.of(refused.cid(), new MessageFate.None()));

      outbox.reserve(refused);
      assertThat(outbox.pending()).containsExactly(refused);
      outbox.settle(refused.cid(), LANDED);
      assertThat(outbox.keyed("a")).contains(refused);
      assertThatThrownBy(() -> outbox.reserve(keyed(3, "a"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> outbox.reserve(refused)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whatIsNoEndSettlesNothing(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      OutboxTable outbox = database.outbox(MINER);
      OutboxRecord sent = keyed(1, "a");
      outbox.reserve(sent);
      assertThatThrownBy(() -> outbox.settle(sent.cid(), new MessageFate.Pending()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(outbox.pending()).containsExactly(sent);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void minersDoNotSeeEachOthersRecords(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      OutboxRecord sent = keyed(1, "a");
      database.outbox(MINER).reserve(sent);
      database.outbox(OTHER).reserve(keyed(2, "a"));
      database.outbox(OTHER).settle(sent.cid(), LANDED);
      assertThat(database.outbox(MINER).pending()).containsExactly(sent);
      assertThat(database.outbox(MINER).keyed("a")).contains(sent);
      database.duties(MINER).put(attempt(1, new Progress.Proving()));
      assertThat(database.duties(OTHER).newest(9)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void ofTwoWhoTakeAKeyAtOnceOneGetsIt(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      OutboxTable outbox = database.outbox(MINER);
      for (int round = 0; round < 20; round++) {
        String key = "window " + round;
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Boolean>> tries = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
          OutboxRecord record = keyed(2L * round + side, key);
          tries.add(threads.submit(isReserved(outbox, record, start)));
        }
        assertThat(List.of(tries.get(0).get(), tries.get(1).get()))
            .containsExactlyInAnyOrder(true, false);
        assertThat(outbox.keyed(key)).isPresent();
        assertThat(outbox.pending()).hasSize(round + 1);
      }
    }
  }

  private static Callable<Boolean> isReserved(
      OutboxTable outbox, OutboxRecord record, CyclicBarrier start) {
    return () -> {
      start.await();
      try {
        outbox.reserve(record);
        return true;
      } catch (IOException _) {
        return false;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("databases")
  void twoWorkersOfANewHostMayStartAtOnce(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address);
        ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 20; round++) {
        Host.Name host = new Host.Name("host-" + round);
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<?>> starts = new ArrayList<>();
        for (int side = 0; side < 2; side++) {
          Worker worker = new Worker(new Worker.Id(UUID.randomUUID()), host, Slots.SEALING, NOW);
          starts.add(
              threads.submit(() -> {
                start.await();
                database.hosts().register(worker, new Host.Machine(1 << 30, 2, 0));
                return true;
              }));
        }
        for (Future<?> each : starts) {
          each.get();
        }
        assertThat(database.hosts().workers()).hasSize(2 * round + 2);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void openingsOfManyMegabytesComeBackAsTheyWereWritten(DatabaseAddress address) throws Exception {
    SectorId sector = new SectorId(MINER, new SectorNumber(3));
    byte[] first = new byte[3_000_001];
    byte[] second = new byte[1 << 20];
    new Random(1).nextBytes(first);
    new Random(2).nextBytes(second);
    try (Database database = Database.open(address)) {
      Jdbi jdbi = Jdbi.create(database.connections());
      assertThat(database.openings().find(sector)).isEmpty();
      jdbi.useTransaction(handle -> OpeningTable.put(handle, sector, ByteString.of(first)));
      assertThat(database.openings().find(sector)).contains(ByteString.of(first));
      jdbi.useTransaction(handle -> OpeningTable.put(handle, sector, ByteString.of(second)));
      assertThat(database.openings().find(sector)).contains(ByteString.of(second));
      jdbi.useTransaction(handle -> OpeningTable.drop(handle, sector));
      assertThat(database.openings().find(sector)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void manyMessagesAreAskedAboutAtOnce(DatabaseAddress address) throws Exception {
    try (Database database = Database.open(address)) {
      OutboxTable outbox = database.outbox(MINER);
      Map<Cid, MessageFate> expected = new HashMap<>();
      for (long nonce = 0; nonce < 600; nonce++) {
        OutboxRecord record = record(nonce, Optional.empty(), nonce);
        outbox.reserve(record);
        outbox.settle(record.cid(), LANDED);
        expected.put(record.cid(), LANDED);
      }
      assertThat(outbox.settled(expected.keySet())).isEqualTo(expected);
    }
  }

  private static WindowRecord attempt(int number, Progress progress) {
    return attempt(WINDOW, number, progress);
  }

  private static WindowRecord attempt(Window window, int number, Progress progress) {
    return new WindowRecord(
        new Attempt(window, Bitfield.of(0, 1), number),
        Bytes32.repeat(3),
        NOW,
        List.of(),
        Bitfield.of(1, 2),
        Bitfield.EMPTY,
        List.of(),
        true,
        progress);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void anAttemptIsKeptInThePlaceOfWhatWasKnownOfIt(DatabaseAddress address) throws Exception {
    WindowRecord first = attempt(1, new Progress.Proving());
    WindowRecord second = attempt(2, new Progress.Proving());
    WindowRecord next = attempt(WINDOW.next(), 1, new Progress.Proving());
    try (Database database = Database.open(address)) {
      DutyTable duties = database.duties(MINER);
      duties.put(first);
      duties.put(second);
      duties.put(next);
      assertThat(duties.unended()).containsExactly(first, second, next);

      WindowRecord stopped = first.with(new Progress.Stopped("of the test", new Epoch(1490)));
      duties.put(stopped);
      assertThat(duties.unended()).containsExactly(second, next);
      assertThat(duties.ofWindow(new Epoch(1480))).containsExactly(stopped, second);
      assertThat(duties.ofWindow(new Epoch(1481))).isEmpty();
      assertThat(duties.newest(2)).containsExactly(next, second);
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void actionsAreListedNewestFirstWithTheEndTheyHadFirst(DatabaseAddress address) throws Exception {
    ActionTable.Order remove = new ActionTable.Order("ann@desk", "sectors remove", "f01000/7");
    ActionTable.Order pause = new ActionTable.Order("bob@desk", "sealing pause", "PC1");
    Instant later = NOW.plusSeconds(5);
    try (Database database = Database.open(address)) {
      ActionTable actions = database.actions();
      ActionTable.Id first = actions.begin(remove, NOW);
      ActionTable.Id second = actions.begin(pause, later);
      actions.end(first, ActionTable.Outcome.REFUSED, "it is proven on chain", later);
      actions.end(first, ActionTable.Outcome.DONE, "", later.plusSeconds(1));
      assertThat(actions.newest(9))
          .containsExactly(
              new ActionTable.Action(
                  second, pause, later, Optional.empty(), ActionTable.Outcome.BEGUN, ""),
              new ActionTable.Action(
                  first,
                  remove,
                  NOW,
                  Optional.of(later),
                  ActionTable.Outcome.REFUSED,
                  "it is proven on chain"));
      assertThat(actions.newest(1)).hasSize(1);
      assertThat(
              actions.find(
                  new ActionTable.Query(
                      Optional.of(pause.who()),
                      Optional.of(pause.what()),
                      Optional.of(ActionTable.Outcome.BEGUN),
                      Optional.of(later),
                      9)))
          .extracting(ActionTable.Action::id)
          .containsExactly(second);
      assertThat(
              actions.find(
                  new ActionTable.Query(
                      Optional.of(pause.who()),
                      Optional.empty(),
                      Optional.of(ActionTable.Outcome.DONE),
                      Optional.empty(),
                      9)))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void whoeverIsToldApartByWhereHeAsksFromIsFoundWithAndWithoutThat(DatabaseAddress address)
      throws Exception {
    try (Database database = Database.open(address)) {
      ActionTable actions = database.actions();
      ActionTable.Id here =
          actions.begin(new ActionTable.Order("API from 10.0.0.7", "shutdown", ""), NOW);
      ActionTable.Id there =
          actions.begin(new ActionTable.Order("API from 10.0.0.77", "shutdown", ""), NOW);
      actions.begin(new ActionTable.Order("APIA", "shutdown", ""), NOW);
      assertThat(by(actions, "API")).containsExactly(there, here);
      assertThat(by(actions, "API from 10.0.0.7")).containsExactly(here);
      assertThat(by(actions, "A")).isEmpty();
    }
  }

  private static List<ActionTable.Id> by(ActionTable actions, String who) throws IOException {
    return actions
        .find(
            new ActionTable.Query(
                Optional.of(who), Optional.empty(), Optional.empty(), Optional.empty(), 9))
        .stream()
        .map(ActionTable.Action::id)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aHostIsElsewhereWhileWorkersOfAnotherMachineAreHeard(DatabaseAddress address)
      throws Exception {
    Host.Name host = new Host.Name("host-1");
    Host.Machine one = new Host.Machine(1L << 36, 8, 0, "one");
    Host.Machine other = new Host.Machine(1L << 36, 8, 0, "other");
    try (Database database = Database.open(address)) {
      assertThat(database.hosts().isElsewhere(host, other, NOW)).isFalse();
      Worker worker =
          new Worker(new Worker.Id(new UUID(1, 1)), host, new Slots(Map.of(TaskType.GET, 1)), NOW);
      database.hosts().register(worker, one);
      assertThat(database.hosts().isElsewhere(host, other, NOW)).isTrue();
      assertThat(database.hosts().isElsewhere(host, one, NOW)).isFalse();
      assertThat(database.hosts().isElsewhere(new Host.Name("host-2"), other, NOW)).isFalse();
      assertThat(database.hosts().isElsewhere(host, new Host.Machine(1L << 36, 8, 0), NOW))
          .isFalse();
      assertThat(database.hosts().isElsewhere(host, other, NOW.plusSeconds(1))).isFalse();
      database.hosts().leave(worker.id());
      assertThat(database.hosts().isElsewhere(host, other, NOW)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void aPauseOfAWorkerIsThereForItsNextStart(DatabaseAddress address) throws Exception {
    Host.Name host = new Host.Name("host-1");
    Pause pause = new Pause(new Pause.Scope.OnWorker(host, "seal-1"), Optional.empty());
    try (Database database = Database.open(address)) {
      HostTable hosts = database.hosts();
      hosts.pause(pause, NOW);
      hosts.pause(pause, NOW.plusSeconds(1));
      hosts.pause(new Pause(pause.scope(), Optional.of(TaskType.C2)), NOW);
      Worker worker =
          new Worker(new Worker.Id(new UUID(1, 2)), host, "seal-1", Slots.SEALING, Set.of(), NOW);
      hosts.register(worker, new Host.Machine(1L << 36, 8, 0));
      assertThat(hosts.workers()).extracting(HostTable.Listed::worker).containsExactly(worker);
      assertThat(hosts.snapshot(List.of(), NOW).pauses())
          .hasSize(2)
          .anyMatch(each -> each.covers(worker, TaskType.PC1));
      assertThat(hosts.resume(pause)).isTrue();
      assertThat(hosts.resume(pause)).isFalse();
      assertThat(hosts.pauses())
          .containsExactly(new Pause(pause.scope(), Optional.of(TaskType.C2)));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void pausesOfBeforeThatWereByTheIdOfAStartHoldForItsName(DatabaseAddress address)
      throws Exception {
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      Flyway.configure()
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:io/sealwright/engine/store/migration")
          .target("5")
          .load()
          .migrate();
      statement.execute(
          "insert into host (name, memory, threads, gpus, drained)"
              + " values ('host-1', 0, 1, 0, false)");
      for (int start = 1; start <= 2; start++) {
        statement.execute(
            "insert into worker (id, name, host, slots, started, heartbeat)"
                + " values ('%s', 'seal-1', 'host-1', '', 0, 0)".formatted(new UUID(0, start)));
      }
      for (int start = 1; start <= 3; start++) {
        statement.execute(
            "insert into pause (host, worker, type, since) values ('', '%s', 'PC1', 7)"
                .formatted(new UUID(0, start)));
      }
      statement.execute("insert into pause (host, worker, type, since) values ('', '', 'AP', 7)");
      try (Database database = Database.open(address)) {
        assertThat(database.hosts().pauses())
            .containsExactlyInAnyOrder(
                new Pause(new Pause.Scope.Everywhere(), Optional.of(TaskType.AP)),
                new Pause(
                    new Pause.Scope.OnWorker(new Host.Name("host-1"), "seal-1"),
                    Optional.of(TaskType.PC1)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void pathsAreAttachedAndForgottenAndChecksFollowEachOther(DatabaseAddress address)
      throws Exception {
    Host.Name host = new Host.Name("host-1");
    StoragePath.Id path = new StoragePath.Id("one");
    PathTable.Mount mount =
        new PathTable.Mount(
            path, "/mnt/a", Set.of(StoragePath.Role.STORE), 10, 0, 1L << 40, 1L << 39, 0, "");
    try (Database database = Database.open(address)) {
      Worker worker =
          new Worker(new Worker.Id(new UUID(1, 1)), host, new Slots(Map.of(TaskType.GET, 1)), NOW);
      database.hosts().register(worker, new Host.Machine(1L << 36, 8, 0));
      AttachmentTable attachments = database.attachments();
      Attachment wanted = new Attachment(path, "/mnt/a", true);
      attachments.say(host, wanted, NOW);
      database.paths().look(host, List.of(mount), NOW);
      database.paths().forget(path);
      assertThat(database.paths().of(host)).containsExactly(mount);
      assertThat(attachments.of(host)).containsExactly(wanted);

      attachments.say(host, new Attachment(path, "/mnt/a", false), NOW.plusSeconds(1));
      database.paths().look(host, List.of(mount), NOW.plusSeconds(2));
      assertThat(database.paths().of(host)).isEmpty();
      database.paths().forget(path);
      assertThat(database.paths().all()).isEmpty();

      CheckTable checks = database.checks();
      Check first = new Check(new UUID(2, 1), NOW, NOW.plusSeconds(60));
      Check second = new Check(new UUID(2, 2), NOW, NOW.plusSeconds(60));
      checks.begin(first);
      checks.report(first.id(), host, path, "early");
      checks.report(first.id(), host, path, "late");
      assertThat(checks.reports(first.id())).containsExactly("late");
      checks.begin(second);
      checks.report(first.id(), host, path, "too late");
      assertThat(checks.reports(first.id())).isEmpty();
      assertThat(checks.going(NOW)).contains(second);
      checks.end(second.id(), NOW);
      assertThat(checks.going(NOW)).isEmpty();
    }
  }

  @Test
  void allIsThereWhenTheFileIsOpenedAgain(@TempDir Path folder) throws Exception {
    DatabaseAddress file = DatabaseAddress.file(folder.resolve("cluster"), "sealwright", "secret");
    OutboxRecord open = record(5, Optional.empty(), 9, 3);
    OutboxRecord landed = keyed(4, "a");
    WindowRecord attempt = attempt(1, new Progress.Proving());
    try (Database database = Database.open(file)) {
      database.outbox(MINER).reserve(open);
      database.outbox(MINER).reserve(landed);
      database.outbox(MINER).settle(landed.cid(), LANDED);
      database.duties(MINER).put(attempt);
      database.actions().begin(new ActionTable.Order("ann", "drain", "host-1"), NOW);
    }
    try (Database database = Database.open(file)) {
      OutboxTable outbox = database.outbox(MINER);
      assertThat(outbox.pending()).containsExactly(open);
      assertThat(outbox.keyed("a")).contains(landed);
      assertThat(outbox.settled(Set.of(landed.cid()))).isEqualTo(Map.of(landed.cid(), LANDED));
      assertThat(database.duties(MINER).unended()).containsExactly(attempt);
      assertThat(database.actions().newest(9))
          .extracting(ActionTable.Action::outcome)
          .containsExactly(ActionTable.Outcome.BEGUN);
    }
  }

  @Test
  void whatIsReservedOutlivesAProcessThatDoesNotClose(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cluster");
    OutboxRecord record = record(5, Optional.empty(), 9);
    Path copy = folder.resolve("copy");
    try (Database database = Database.open(DatabaseAddress.file(file, "sealwright", "secret"))) {
      database.outbox(MINER).reserve(record);
      Files.copy(folder.resolve("cluster.mv.db"), folder.resolve("copy.mv.db"));
    }
    try (Database database = Database.open(DatabaseAddress.file(copy, "sealwright", "secret"))) {
      assertThat(database.outbox(MINER).pending()).containsExactly(record);
    }
  }
}
