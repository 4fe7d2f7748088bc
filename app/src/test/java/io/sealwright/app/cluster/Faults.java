package io.sealwright.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.store.Database;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.address.NetworkLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Things that go wrong with a cluster of one host, one after another. */
final class Faults {
  /** Beyond the lease of a task, which is four seconds. */
  private static final int LOG_END = 10_000;

  private static final int LONG_SLEEP = 5500;

  private static final int SHORT_SLEEP = 1500;
  private static final List<String> WORKERS = List.of("east-1", "east-2");

  private final ClusterProcesses cluster;
  private final Database database;
  private final SplittableRandom order;
  private final SplittableRandom random;
  private final List<Kind> coming = new ArrayList<>();
  private int pledged;
  private boolean drilled;

  /** What may go wrong. */
  enum Kind {
    PLEDGE,
    WORKER_KILLED,
    MINER_KILLED,
    WORKER_FROZEN,
    MINER_FROZEN,
    WORKERS_DISK_FULL,
    MINERS_DISK_FULL,
    MESSAGES_REFUSED,
    STATE_UNREADABLE,
    CHAIN_SLOW,
    HEAD_STUCK,
    TASK_TWICE,
    MESSAGE_TWICE
  }

  Faults(ClusterProcesses cluster, Database database, SplittableRandom random) {
    this.cluster = cluster;
    this.database = database;
    this.order = random.split();
    this.random = random;
  }

  static List<String> workers() {
    return WORKERS;
  }

  int pledged() {
    return pledged;
  }

  /** A miner whose disk was full a moment ago may refuse. */
  void pledge() throws Exception {
    List<Ran> tried = new ArrayList<>();
    try {
      cluster.until(
          "a sector is pledged",
          () -> {
            tried.add(cluster.ask("sectors", "pledge"));
            return tried.getLast().code() == 0;
          });
    } catch (AssertionError e) {
      String log = cluster.log(ClusterProcesses.MINER);
      throw new AssertionError(
          tried.getLast() + "\n" + log.substring(Math.max(0, log.length() - LOG_END)), e);
    }
    pledged++;
  }

  /** Ends what still goes wrong. */
  void heal() throws Exception {
    if (drilled) {
      drill();
      drilled = false;
    }
    cluster.until(
        "the miner is up",
        () -> {
          cluster.startAgainIfEnded(ClusterProcesses.MINER);
          for (String worker : WORKERS) {
            cluster.startAgainIfEnded(worker);
          }
          return cluster.isUp(ClusterProcesses.MINER);
        });
  }

  /** The next one; none comes again before all have come. */
  Kind draw() {
    if (coming.isEmpty()) {
      coming.addAll(List.of(Kind.values()));
    }
    return coming.remove(order.nextInt(coming.size()));
  }

  /** What needs the database comes to nothing while the miner that serves it is down. */
  void happen(Kind kind) throws Exception {
    try {
      happenNow(kind);
    } catch (SQLException e) {
      System.out.println(kind + " did not happen: " + e.getMessage());
    }
    Thread.sleep(random.nextInt(SHORT_SLEEP));
  }

  private void happenNow(Kind kind) throws Exception {
    String worker = WORKERS.get(random.nextInt(WORKERS.size()));
    switch (kind) {
      case PLEDGE -> pledge();
      case WORKER_KILLED -> killed(worker);
      case MINER_KILLED -> killed(ClusterProcesses.MINER);
      case WORKER_FROZEN -> frozen(worker, random.nextBoolean() ? LONG_SLEEP : SHORT_SLEEP);
      case MINER_FROZEN -> frozen(ClusterProcesses.MINER, SHORT_SLEEP);
      case WORKERS_DISK_FULL -> full(worker);
      case MINERS_DISK_FULL -> full(ClusterProcesses.MINER);
      case MESSAGES_REFUSED -> drill("--answers", "MpoolPush*/2=error:out of order");
      case STATE_UNREADABLE -> drill("--answers", "State*/3=error:block not found");
      case CHAIN_SLOW -> drill("--answers", "*=200ms");
      case HEAD_STUCK -> drill("--stuck-head");
      case TASK_TWICE -> carriedTwice();
      case MESSAGE_TWICE -> pushedTwice();
    }
  }

  private void killed(String name) throws Exception {
    cluster.kill(name);
    if (name.equals(ClusterProcesses.MINER)) {
      cluster.startMiner();
    } else {
      cluster.startWorker(name);
    }
  }

  private void frozen(String name, int millis) throws Exception {
    cluster.freeze(name);
    Thread.sleep(random.nextInt(millis / 2, millis));
    cluster.wake(name);
  }

  private void full(String name) throws Exception {
    cluster.awaitUp(name); // One that starts refuses to, and is right.
    cluster.fillDisk(name, true);
    if (name.equals(ClusterProcesses.MINER)) {
      cluster.until("it says so", () -> cluster.health(name).contains("cannot be written"));
    }
    Thread.sleep(random.nextInt(SHORT_SLEEP / 2, SHORT_SLEEP));
    cluster.fillDisk(name, false);
  }

  private void drill(String... options) {
    List<String> line = new ArrayList<>(List.of("devchain", "drill", "--data"));
    line.add(cluster.folder().resolve("chain").toString());
    line.addAll(List.of(options));
    Ran ran = Ran.line(line.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    drilled = options.length > 0;
  }

  /** Hands what one worker is given to all others too. */
  private void carriedTwice() throws Exception {
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select task_name, task_instance from scheduled_tasks")) {
      while (row.next()) {
        String name = row.getString(1);
        String type = name.substring(0, name.indexOf('@') + 1);
        for (var listed : database.hosts().workers()) {
          carry(connection, type + listed.worker().id(), row.getString(2));
        }
      }
    }
  }

  private static void carry(Connection connection, String name, String instance) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into scheduled_tasks"
                + " (task_name, task_instance, execution_time, picked, version)"
                + " select ?, ?, current_timestamp, false, 1 where not exists (select 1"
                + " from scheduled_tasks where task_name = ? and task_instance = ?)")) {
      insert.setString(1, name);
      insert.setString(2, instance);
      insert.setString(3, name);
      insert.setString(4, instance);
      insert.executeUpdate();
    }
  }

  /** Gives the node again what it got at some time; it may say what it wants to that. */
  private void pushedTwice() throws Exception {
    List<FinalAccount.Written> written =
        new FinalAccount(cluster.folder(), database)
            .written().stream().filter(FinalAccount.Written::isTaken).toList();
    if (written.isEmpty()) {
      return;
    }
    FinalAccount.Written again = written.get(random.nextInt(written.size()));
    try (RpcClient client = FinalAccount.client(cluster.chain().apiInfo())) {
      FullNode node = FullNode.of(client, client.call(CommonApi.VERSION), NetworkLetter.TESTNET);
      node.ask(node.api().mpool().push().ask(again.signed()));
    } catch (RpcException e) {
      System.out.println("pushed again: " + e.getMessage());
    }
  }
}
