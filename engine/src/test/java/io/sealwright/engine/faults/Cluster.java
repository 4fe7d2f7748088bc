package io.sealwright.engine.faults;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.schedule.Worker;
import io.sealwright.engine.standing.DevMiner;
import io.sealwright.engine.store.Between;
import io.sealwright.engine.store.Carrier.Handed;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.work.RealWorker;
import io.sealwright.engine.work.Sweep;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * A miner and four workers on two hosts, each host with a disk to seal on, and two to store on that
 * both have. All of it is moved by hand and on one thread, so that a run can be had again.
 */
final class Cluster implements AutoCloseable {
  private static final Host.Name OTHER = new Host.Name("b");

  final DevMiner chain;
  final FaultyNode way;
  final List<Disk> disks;
  final List<Hand> hands = new ArrayList<>();

  /** Of the database. */
  final Server server = new Server(this::now, this::pass);

  /** Sectors of which something was damaged on a disk, wherever it lay. */
  final Set<SectorId> spoilt = new HashSet<>();

  /** Of whoever looks on, without faults. */
  final Database records;

  Miner miner;
  final FullNode node;
  private final DatabaseAddress address;
  private final Path folder;
  private final Random ids;
  private Instant now = Instant.ofEpochSecond(1_795_412_282);
  private final InstantSource clock = () -> now;

  Cluster(Path folder, Path shared, long seed) throws Exception {
    this.folder = shared;
    this.ids = new Random(seed);
    chain = DevMiner.in(folder.resolve("chain"));
    chain.advance(3);
    way = new FaultyNode(chain.apiInfo());
    node = chain.through(way.apiInfo());
    address = DatabaseAddress.memory("faults" + UUID.randomUUID());
    records = Database.open(address);
    disks =
        List.of(
            new Disk(folder.resolve("bench-a"), true, "bench-a"),
            new Disk(folder.resolve("bench-b"), true, "bench-b"),
            new Disk(folder.resolve("store-1"), false, "store-1"),
            new Disk(folder.resolve("store-2"), false, "store-2"));
    miner = startMiner();
    for (Host.Name host : List.of(RealWorker.HOST, RealWorker.HOST, OTHER, OTHER)) {
      hands.add(startHand(host));
    }
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  private UUID id() {
    return new UUID(ids.nextLong(), ids.nextLong());
  }

  private Miner startMiner() throws Exception {
    server.await();
    Fate fate = new Fate();
    return new Miner(fate, open(fate), node, this::id, clock);
  }

  private Database open(Fate fate) throws Exception {
    return Between.open(address, real -> FaultyConnections.over(real, fate, server));
  }

  private Hand startHand(Host.Name host) throws Exception {
    server.await();
    Fate fate = new Fate();
    List<Disk> own = List.of(disks.get(host.equals(OTHER) ? 1 : 0), disks.get(2), disks.get(3));
    return new Hand(
        fate, open(fate), new Worker.Id(id()), new Hand.Place(host, own, folder), clock);
  }

  /** As a worker's scheduler marks a row before it runs it. */
  void pick(Handed task) throws SQLException {
    try (var connection = records.connections().getConnection();
        var picked =
            connection.prepareStatement(
                "update scheduled_tasks set picked = true where task_instance = ?")) {
      picked.setString(1, task.instance());
      picked.executeUpdate();
    }
  }

  /** A miner that was killed is followed by another. */
  void restartMiner() throws Exception {
    miner.end();
    miner = startMiner();
  }

  void restart(Hand hand) throws Exception {
    hand.end();
    hands.set(hands.indexOf(hand), startHand(hand.host));
  }

  /** What each worker does now and then for its host. */
  void sweep(Host.Name host) {
    new Sweep(records, host, clock).run();
  }

  List<Host.Name> hosts() {
    return List.of(RealWorker.HOST, OTHER);
  }

  @Override
  public void close() throws IOException {
    miner.end();
    hands.forEach(Hand::end);
    records.close();
    node.client().close();
    way.close();
    chain.close();
  }
}
