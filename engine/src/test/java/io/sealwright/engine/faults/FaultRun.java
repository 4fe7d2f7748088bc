package io.sealwright.engine.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.node.Faults;
import io.sealwright.engine.driver.RealMiner;
import io.sealwright.engine.faults.Fate.Fault;
import io.sealwright.engine.life.Reason;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.recovery.files.Scratch;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.store.TaskTable;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Steps of a cluster, each something that it does or something that goes wrong, by a seed. */
final class FaultRun {
  private static final int MOST_AT_WORK = 4;
  private static final int MOST_POINTS = 40;
  private static final int LONGEST_FAULT = 12;
  private static final int DEEPEST = 30;
  private static final int MOST_IDLE_SECONDS = 40;

  /** Whoever plans less often than once a minute has not watched, and gives all a lease more. */
  private static final Duration BETWEEN_PLANS = Duration.ofSeconds(30);

  /** With its end a worker still has the lease it had at the beginning. */
  private static final Duration SHORT_OUTAGE = Duration.ofSeconds(60);

  private static final Duration BEYOND_LEASE = Duration.ofMinutes(3);
  private static final List<String> METHODS =
      List.of("*", "Mpool*", "MpoolPush", "State*", "StateMiner*", "Chain*", "Wallet*", "Gas*");

  final Cluster cluster;
  private final Random random;
  private final int mostSectors;
  private final List<String> trace = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private int step;
  private int pledged;
  private Optional<Left> left = Optional.empty();

  /** How a sector's places were when a worker woke up whose task was another's by then. */
  private record Left(SectorId sector, Map<Path, Object> places) {}

  /** The end of a fault that lasts. */
  private record Ending(int step, Action action) {}

  /** Part of a step. */
  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  FaultRun(Cluster cluster, long seed, int mostSectors) {
    this.cluster = cluster;
    this.random = new Random(seed);
    this.mostSectors = mostSectors;
  }

  /** What was done, a line a step. */
  List<String> trace() {
    return trace;
  }

  private void note(String what) {
    trace.add(step + " " + what);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One step. */
  void step() throws Exception {
    step++;
    cluster.pass(Duration.ofSeconds(1 + random.nextInt(5)));
    for (Ending ending : List.copyOf(endings)) {
      if (ending.step <= step) {
        endings.remove(ending);
        ending.action.run();
      }
    }
    int kind = random.nextInt(100);
    if (kind < 20) {
      drive();
    } else if (kind < 32) {
      plan();
    } else if (kind < 68) {
      work();
    } else if (kind < 82) {
      epoch();
    } else if (kind < 85) {
      sweep();
    } else if (kind < 88) {
      order();
    } else if (kind < 91) {
      crash();
    } else if (kind < 93) {
      spoilDisk();
    } else if (kind < 96) {
      spoilChain();
    } else if (kind < 97) {
      standStill();
    } else {
      pledgeWhereThereIsRoom();
    }
  }

  private void arm(Fate fate) {
    Fault[] kinds = {Fault.KILL, Fault.CONNECTION_LOST, Fault.COMMIT_LOST, Fault.COMMIT_UNKNOWN};
    arm(fate, kinds[random.nextInt(kinds.length)], () -> {});
  }

  /** Sooner rather than later: some of what is done has few points. */
  private void arm(Fate fate, Fault fault, Runnable meanwhile) {
    int after = random.nextInt(1 + random.nextInt(MOST_POINTS));
    fate.arm(fault, after, meanwhile);
    note("%s to come after %d".formatted(fault, after));
  }

  /** What the process that does it would write to its log, and go on. */
  private void attempt(String what, Action action) throws Exception {
    try {
      action.run();
      note(what);
    } catch (Fate.Killed _) {
      note(what + " and was killed");
    } catch (RpcException | IOException | RuntimeException e) {
      if (e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
        throw e;
      }
      note(what + " failed: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void drive() throws Exception {
    miners(
        "drive",
        () -> {
          if (step % 4 == 0) {
            cluster.miner.redeliver();
          }
          cluster.miner.drive();
        });
  }

  private void plan() throws Exception {
    beat();
    miners("plan", () -> cluster.miner.plan());
  }

  private void miners(String what, Action action) throws Exception {
    int kind = random.nextInt(100);
    if (kind < 20) {
      arm(cluster.miner.fate);
    } else if (kind < 22) {
      outage(cluster.miner.fate);
    }
    attempt(what, action);
    cluster.miner.fate.disarm();
    if (cluster.miner.fate.isDead()) {
      cluster.restartMiner();
    }
  }

  private long atWork() {
    return sectors().stream().filter(sector -> !isSettled(sector.state())).count();
  }

  static boolean isSettled(SectorState state) {
    return state instanceof SectorState.Proving || Invariants.isAtRest(state);
  }

  private List<StoredSector> sectors() {
    return cluster.records.sectors().all();
  }

  private void pledgeWhereThereIsRoom() {
    if (pledged < mostSectors && atWork() < MOST_AT_WORK) {
      pledge();
    }
  }

  private void pledge() {
    SectorId id =
        cluster.records.sectors().pledge(RealMiner.PLEDGE, new SectorNumber(0), cluster.now());
    pledged++;
    note("pledged " + id.number());
  }

  /** Some at a time: who is silent for a minute gets nothing to do. */
  private void beat() throws Exception {
    for (Hand hand : cluster.hands) {
      if (!hand.asleep && chance(40)) {
        attempt("beat", hand::beat);
      }
    }
  }

  private void work() throws Exception {
    List<Hand> awake =
        cluster.hands.stream()
            .filter(hand -> !hand.asleep && !hand.waiting(cluster.records.tasks().all()).isEmpty())
            .toList();
    if (awake.isEmpty()) {
      idle();
      return;
    }
    Hand hand = awake.get(random.nextInt(awake.size()));
    work(hand, hand.waiting(cluster.records.tasks().all()).getFirst(), true);
  }

  /** Nobody has anything to do: it has to be given out, after a pause perhaps, or to come up. */
  private void idle() throws Exception {
    if (cluster.records.tasks().all().isEmpty()) {
      epoch();
    } else {
      cluster.pass(Duration.ofSeconds(random.nextInt(MOST_IDLE_SECONDS)));
      plan();
    }
  }

  private void work(Hand hand, Handed task, boolean faulty) throws Exception {
    String what = "work of %s by %d".formatted(name(task), cluster.hands.indexOf(hand));
    hand.doubles = chance(5);
    attempt("beat", hand::beat);
    boolean isAway = cluster.server.isAway();
    Duration outage = faulty ? arm(hand, task) : Duration.ZERO;
    attempt(what, () -> work(hand, task));
    hand.fate.disarm();
    requireAsLeft();
    if (!isAway && outage.isPositive() && outage.compareTo(SHORT_OUTAGE) <= 0) {
      assertThat(hand.brings).as("a result that was not kept for its database").isFalse();
    }
    if (hand.fate.isDead()) {
      cluster.restart(hand);
    } else if (chance(5)) {
      attempt("again " + what, () -> hand.work(task));
    }
  }

  private String name(Handed task) {
    return cluster
        .records
        .tasks()
        .find(task.task())
        .map(row -> row.task().type() + " of " + row.task().sector().number())
        .orElse("nothing");
  }

  /**
   * A fault comes in the middle of more than half of what workers do.
   *
   * @return how long the database is away, should that come
   */
  private Duration arm(Hand hand, Handed task) {
    int kind = random.nextInt(100);
    if (kind < 25) {
      arm(hand.fate);
    } else if (kind < 42 && cluster.hands.stream().noneMatch(each -> each.asleep)) {
      if (chance(50)) {
        arm(hand.fate, Fault.FREEZE, () -> meanwhile(hand, task, () -> disturb(hand, task)));
      } else {
        arm(hand.fate, Fault.FREEZE_INSIDE, () -> meanwhile(hand, task, () -> {}));
      }
    } else if (kind < 54) {
      Disk disk = hand.disks.get(random.nextInt(hand.disks.size()));
      arm(hand.fate, Fault.ELSEWHERE, () -> spoilAtWork(disk));
    } else if (kind < 64) {
      return outage(hand.fate);
    }
    return Duration.ZERO;
  }

  /** The database goes away in the middle of what a process does, for less than a lease or more. */
  private Duration outage(Fate fate) {
    Duration length = Duration.ofSeconds(1 + random.nextInt(chance(50) ? 60 : 500));
    arm(fate, Fault.ELSEWHERE, () -> cluster.server.leave(length));
    note("  the database, for " + length);
    return length;
  }

  private void spoilAtWork(Disk disk) {
    try {
      switch (random.nextInt(4)) {
        case 0 -> disk.unmount();
        case 1 -> disk.block(random);
        default -> disk.fillAttempts(random);
      }
      later(disk::mend);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void later(Action action) {
    later(LONGEST_FAULT, action);
  }

  private void later(int mostSteps, Action action) {
    endings.add(new Ending(step + 1 + random.nextInt(mostSteps), action));
  }

  /**
   * One worker stands still in the middle of its work, and the others go on.
   *
   * @param before what else it does before it goes on: nothing where its thread is in a transaction
   */
  private void meanwhile(Hand frozen, Handed task, Action before) {
    frozen.asleep = true;
    note("{ frozen");
    try {
      Optional<SectorId> held = heldBy(frozen, task);
      cluster.pass(Duration.ofSeconds(10 + random.nextInt(300)));
      if (chance(10)) {
        cluster.pass(Miner.GIVEN_UP);
      }
      if (held.isPresent() && chance(60)) {
        takeOver(held.get());
      }
      for (int i = random.nextInt(12); i > 0; i--) {
        switch (random.nextInt(5)) {
          case 0 -> drive();
          case 1 -> epoch();
          case 2 -> plan();
          default -> work();
        }
      }
      frozen.asleep = false;
      before.run();
      if (held.isPresent() && heldBy(frozen, task).isEmpty()) {
        left = Optional.of(new Left(held.get(), places(held.get())));
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      frozen.asleep = false;
      note("} awake");
    }
  }

  private void disturb(Hand awake, Handed task) throws Exception {
    if (chance(20)) {
      handTwice(awake, task);
    }
    if (chance(50)) {
      attempt("woke up and beat", awake::beat);
    }
  }

  /** The sector of a task, as long as that is a worker's. */
  private Optional<SectorId> heldBy(Hand hand, Handed task) {
    return cluster
        .records
        .tasks()
        .find(task.task())
        .filter(row -> row.task().token().equals(task.token()))
        .filter(row -> row.lease().filter(lease -> lease.worker().equals(hand.id)).isPresent())
        .map(row -> row.task().sector());
  }

  /** Whoever plans misses the sleeper for longer than its lease, and others do what it had. */
  private void takeOver(SectorId sector) throws Exception {
    note("  its lease passes");
    for (Duration passed = Duration.ZERO;
        passed.compareTo(BEYOND_LEASE) < 0;
        passed = passed.plus(BETWEEN_PLANS)) {
      cluster.pass(BETWEEN_PLANS);
      for (Hand hand : cluster.hands) {
        if (!hand.asleep) {
          attempt("beat", hand::beat);
        }
      }
      attempt("plan", () -> cluster.miner.plan());
    }
    for (Hand hand : List.copyOf(cluster.hands)) {
      for (Handed next : hand.asleep ? List.<Handed>of() : hand.waiting(ofSector(sector))) {
        work(hand, next, false);
      }
    }
  }

  private List<TaskTable.Row> ofSector(SectorId sector) {
    return cluster.records.tasks().all().stream()
        .filter(row -> row.task().sector().equals(sector))
        .toList();
  }

  /** Each file in a sector's places, and what tells it from any other that is put there. */
  private Map<Path, Object> places(SectorId sector) throws IOException {
    Map<Path, Object> places = new HashMap<>();
    for (Disk disk : cluster.disks) {
      for (Path file : disk.files(sector)) {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        places.put(file, List.of(requireNonNull(now.fileKey()), now.lastModifiedTime()));
      }
    }
    return places;
  }

  /** A worker that woke up to find its task another's has touched nothing of the sector. */
  private void requireAsLeft() throws IOException {
    if (left.isPresent()) {
      assertThat(places(left.get().sector))
          .as("places of %s", left.get().sector)
          .isEqualTo(left.get().places);
      left = Optional.empty();
    }
  }

  private void work(Hand hand, Handed task) throws Exception {
    cluster.pick(task);
    hand.work(task);
  }

  /** Which must not end, or fail, what goes on. */
  private void handTwice(Hand frozen, Handed task) throws Exception {
    var before = cluster.records.tasks().find(task.task());
    attempt("handed twice", () -> frozen.work(task));
    if (!frozen.fate.isDead()) {
      assertThat(cluster.records.tasks().find(task.task())).isEqualTo(before);
    }
  }

  private void epoch() throws Exception {
    if (chance(85)) {
      miners("prove", () -> cluster.miner.prove());
    }
    if (!cluster.chain.chain().faults().stuckHead()) {
      if (chance(5)) {
        cluster.chain.chain().skip(1 + random.nextInt(5));
      }
      cluster.chain.advance(1 + random.nextInt(3));
    }
  }

  private void sweep() {
    cluster.hosts().forEach(cluster::sweep);
    note("sweep");
  }

  /** What an operator orders, or a disk forgets. */
  private void order() throws Exception {
    List<StoredSector> sectors = sectors();
    if (sectors.isEmpty()) {
      return;
    }
    StoredSector sector = sectors.get(random.nextInt(sectors.size()));
    switch (random.nextInt(10)) {
      case 0 -> append(sector, new SectorEvent.Remove(Reason.OPERATOR));
      case 1 -> append(sector, new SectorEvent.Terminate());
      case 2 -> pushAgain();
      case 3, 4 -> leaveCopy(sector);
      default -> spoilFile(sector);
    }
  }

  private void append(StoredSector sector, SectorEvent event) {
    boolean isOnItsWay = sector.state() instanceof SectorState.Proving;
    if (event instanceof SectorEvent.Terminate || !isOnItsWay) {
      var outcome = cluster.records.sectors().append(sector.id(), event, cluster.now());
      note("order %s for %s: %s".formatted(event.name(), sector.id().number(), outcome));
    }
  }

  /** The node gets a message once more, as from a pool elsewhere. */
  private void pushAgain() throws Exception {
    List<OutboxRecord> open = cluster.records.outbox(DevMiner.MINER).pending();
    if (!open.isEmpty()) {
      OutboxRecord record = open.get(random.nextInt(open.size()));
      attempt(
          "pushed again " + record.purpose(),
          () -> cluster.node.ask(cluster.node.api().mpool().push().ask(record.signed())));
    }
  }

  /** Part of what a sector has in its places is gone or damaged. */
  private void spoilFile(StoredSector sector) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Disk disk : cluster.disks) {
      files.addAll(disk.files(sector.id()));
    }
    if (!files.isEmpty()) {
      spoil(sector, files.get(random.nextInt(files.size())));
    }
  }

  private void spoil(StoredSector sector, Path file) throws IOException {
    cluster.spoilt.add(sector.id());
    if (chance(50)) {
      Scratch.discard(file);
    } else {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] ^= 0x10;
        Files.write(file, bytes);
      }
    }
    note("spoilt " + file.getFileName() + " of " + sector.id().number());
  }

  /** A copy of what a sector has lies on another disk now, and rots there perhaps. */
  private void leaveCopy(StoredSector sector) throws IOException {
    List<Disk> having = new ArrayList<>();
    for (Disk disk : cluster.disks) {
      if (disk.isWell() && !disk.files(sector.id()).isEmpty()) {
        having.add(disk);
      }
    }
    Disk to = cluster.disks.get(random.nextInt(cluster.disks.size()));
    if (having.isEmpty() || having.contains(to) || !to.isWell()) {
      return;
    }
    Disk from = having.get(random.nextInt(having.size()));
    from.copy(sector.id(), to);
    note("copied %s from %s to %s".formatted(sector.id().number(), from.id(), to.id()));
    List<Path> copies = to.files(sector.id());
    if (chance(70)) {
      spoil(sector, copies.get(random.nextInt(copies.size())));
    }
  }

  private void crash() throws Exception {
    if (chance(40)) {
      note("miner killed");
      cluster.restartMiner();
    } else {
      int which = random.nextInt(cluster.hands.size());
      Hand hand = cluster.hands.get(which);
      if (!hand.asleep) {
        note("worker killed " + which);
        cluster.restart(hand);
      }
    }
  }

  private void spoilDisk() throws Exception {
    Disk disk = cluster.disks.get(random.nextInt(cluster.disks.size()));
    if (!disk.isWell()) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> disk.fill();
      case 1 -> disk.unmount();
      default -> disk.block(random);
    }
    note("disk %s is not well".formatted(disk.id()));
    later(chance(20) ? LONGEST_FAULT * 6 : LONGEST_FAULT, disk::mend);
  }

  private void spoilChain() throws Exception {
    String methods = METHODS.get(random.nextInt(METHODS.size()));
    int kind = random.nextInt(9);
    note("chain fault %d %s".formatted(kind, methods));
    switch (kind) {
      case 0 -> fault(List.of(refusing(methods)), false, Optional.empty(), List.of());
      case 1 -> fault(List.of(), true, Optional.empty(), List.of());
      case 2 -> fault(List.of(), false, Optional.of(TokenAmount.parse("1 FIL")), List.of());
      case 3 -> fault(List.of(), false, Optional.empty(), List.of(stranded()));
      case 4 -> {
        cluster.way.lose(_ -> true, _ -> false);
        later(() -> cluster.way.lose(_ -> false, _ -> false));
      }
      case 5, 6 -> {
        cluster.way.lose(_ -> false, "MpoolPush"::equals);
        later(() -> cluster.way.lose(_ -> false, _ -> false));
      }
      default -> {
        if (!cluster.chain.chain().faults().stuckHead()) {
          reorganise();
        }
      }
    }
  }

  /**
   * Other tipsets with the same messages; or the chain goes back, far beyond what counts as
   * certain, and what it had waits in the pool, to land at other epochs or to fail there.
   */
  private void reorganise() throws Exception {
    if (chance(50)) {
      cluster.chain.chain().reorganise(1 + random.nextInt(4));
      return;
    }
    Chain chain = cluster.chain.chain().chain();
    Tipset head = chain.head();
    int depth = 1 + random.nextInt(DEEPEST);
    for (int i = 0; i < depth && !head.height().equals(Epoch.GENESIS); i++) {
      head = chain.tipset(head.parents());
    }
    chain.moveTo(head);
    note("  the chain goes back by " + depth);
    if (chance(70)) {
      cluster.chain.advance(depth);
    }
  }

  private Faults.Answering refusing(String methods) {
    return new Faults.Answering(
        methods, Duration.ZERO, Optional.of("on strike"), 1 + random.nextInt(3));
  }

  private Faults.Stranded stranded() {
    MessagePurpose[] purposes = MessagePurpose.values();
    return new Faults.Stranded.ByMethod(
        purposes[random.nextInt(purposes.length)].method().number());
  }

  private void fault(
      List<Faults.Answering> answers,
      boolean stuck,
      Optional<TokenAmount> fee,
      List<Faults.Stranded> stranded) {
    cluster.chain.chain().setFaults(new Faults(answers, stuck, fee, stranded, -1));
    later(cluster.chain::heal);
  }

  /** Time goes on, and nobody does anything; or can, without the database. */
  private void standStill() {
    if (chance(40)) {
      Duration length = Duration.ofSeconds(1 + random.nextInt(500));
      cluster.server.leave(length);
      note("the database is away for " + length);
      return;
    }
    cluster.pass(Duration.ofMinutes(1 + random.nextInt(20)));
    note("time goes by");
  }

  /** All that was broken is mended. */
  void heal() throws Exception {
    for (Ending ending : List.copyOf(endings)) {
      ending.action.run();
    }
    endings.clear();
    for (Disk disk : cluster.disks) {
      disk.mend();
    }
    cluster.server.await();
    cluster.way.lose(_ -> false, _ -> false);
    cluster.chain.heal();
  }

  /** A round in which nothing goes wrong. */
  void calm() throws Exception {
    step++;
    for (int i = 0; i < 2; i++) {
      cluster.pass(Duration.ofSeconds(31));
      for (Hand hand : cluster.hands) {
        hand.doubles = false;
        hand.beat();
      }
      cluster.miner.plan();
    }
    cluster.miner.redeliver();
    cluster.miner.drive();
    cluster.miner.plan();
    for (Hand hand : cluster.hands) {
      for (Handed task : hand.waiting(cluster.records.tasks().all())) {
        work(hand, task);
      }
    }
    cluster.miner.prove();
    cluster.chain.advance(1);
  }
}
