package io.sealwright.app.daemon;

import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.JdbcUrl;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.DatabaseUnavailable;
import io.sealwright.engine.store.H2Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The cluster's database, and its server if this process lets others use its file. */
public final class ClusterDatabase implements Part {
  private static final String FOLDER = "database";

  private final Database database;
  private final Database apart;
  private final Optional<H2Server> server;

  private ClusterDatabase(Database database, Database apart, Optional<H2Server> server) {
    this.database = database;
    this.apart = apart;
    this.server = server;
  }

  /** Opens it as a process does that has not the data folder to itself. */
  public static ClusterDatabase shared(Configuration.Database config) throws CommandFailure {
    JdbcUrl url =
        config
            .shared()
            .orElseThrow(() ->
                CommandFailure.invalid(
                    "the database is not to be reached from another process",
                    "set database.url, or database.tcp-port for the miner and its workers"));
    Database database = open(url, config);
    return new ClusterDatabase(database, database, Optional.empty());
  }

  /** Opens it as the process does that has the data folder, and serves it if it is to be served. */
  public static ClusterDatabase own(Configuration config) throws CommandFailure {
    Configuration.Database settings = config.database();
    Database database = open(settings.own(), settings);
    Database apart = apart(database, settings);
    if (settings.own().isPostgres() || settings.tcpPort().isEmpty()) {
      return new ClusterDatabase(database, apart, Optional.empty());
    }
    try {
      Path folder = Files.createDirectories(config.miner().data().resolve(FOLDER));
      return new ClusterDatabase(
          database,
          apart,
          Optional.of(H2Server.start(folder, settings.tcpPort().getAsInt(), false)));
    } catch (IOException e) {
      apart.close();
      database.close();
      throw CommandFailure.refused(
              String.valueOf(e.getMessage()),
              "end what has the port, or set another database.tcp-port, below 32768")
          .because(e);
    }
  }

  private static Database open(JdbcUrl url, Configuration.Database config) throws CommandFailure {
    try {
      return Database.open(new DatabaseAddress(url.text(), config.user(), password(config)));
    } catch (DatabaseUnavailable e) {
      throw CommandFailure.unreachable(
              String.valueOf(e.getMessage()), remedy(e.kind(), url, config))
          .because(e);
    }
  }

  private static Database apart(Database database, Configuration.Database config)
      throws CommandFailure {
    try {
      return database.apart();
    } catch (DatabaseUnavailable e) {
      database.close();
      throw CommandFailure.unreachable(
              String.valueOf(e.getMessage()), remedy(e.kind(), config.own(), config))
          .because(e);
    }
  }

  private static String remedy(
      DatabaseUnavailable.Kind kind, JdbcUrl url, Configuration.Database config) {
    return switch (kind) {
      case UNKNOWN_HOST -> "correct the host in database.url, or this machine's name service";
      case NO_ENTRY -> "check database.user, and the password in database.password-file";
      case NO_SUCH_DATABASE ->
          "create it with 'create database … owner %s', or correct database.url"
              .formatted(config.user());
      case NO_RIGHT ->
          "let %s own the database: 'alter database … owner to %s'"
              .formatted(config.user(), config.user());
      case IN_USE -> "end the process that has it, or set database.tcp-port for both";
      case OTHER ->
          url.isServedByMiner()
              ? "start the miner first, which serves it, and see that both have the same miner.data"
                  + " and database.tcp-port"
              : "check that it runs, and database.url, user and password-file";
    };
  }

  private static String password(Configuration.Database config) throws CommandFailure {
    Optional<Path> file = config.passwordFile();
    if (file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(file.get()).strip();
    } catch (IOException e) {
      throw CommandFailure.invalid(
              "the password file " + file.get() + " cannot be read", "check who may read it")
          .because(e);
    }
  }

  public Database database() {
    return database;
  }

  /** The same by connections of its own, which those who seal and prove do not take. */
  public Database apart() {
    return apart;
  }

  @Override
  public String name() {
    return "database";
  }

  /** Whether there are connections; what comes of their use, those who use them say. */
  @Override
  public Verdict health() {
    return database.trouble().map(Verdict::unwell).orElseGet(() -> Verdict.well("open"));
  }

  @Override
  public void close() {
    server.ifPresent(H2Server::close);
    apart.close();
    database.close();
  }
}
