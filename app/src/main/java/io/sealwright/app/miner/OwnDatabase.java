package io.sealwright.app.miner;

import io.sealwright.app.config.Configuration;
import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.worker.SharedDatabase;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.H2Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The database of the process that has the data folder, served to others if they are to reach it.
 */
public final class OwnDatabase implements Part {
  private static final String FOLDER = "database";

  private final Database database;
  private final Optional<H2Server> server;

  private OwnDatabase(Database database, Optional<H2Server> server) {
    this.database = database;
    this.server = server;
  }

  /** Opens it. */
  public static OwnDatabase open(Configuration config) throws CommandFailure {
    Configuration.Database settings = config.database();
    Database database = SharedDatabase.open(settings.own(), settings);
    if (settings.own().isPostgres() || settings.tcpPort().isEmpty()) {
      return new OwnDatabase(database, Optional.empty());
    }
    try {
      Path folder = Files.createDirectories(config.miner().data().resolve(FOLDER));
      return new OwnDatabase(
          database, Optional.of(H2Server.start(folder, settings.tcpPort().getAsInt(), false)));
    } catch (IOException e) {
      database.close();
      throw CommandFailure.refused(String.valueOf(e.getMessage()), "set another database.tcp-port")
          .because(e);
    }
  }

  public Database database() {
    return database;
  }

  @Override
  public String name() {
    return "database";
  }

  /** Whether it answers, those who use it say. */
  @Override
  public Verdict health() {
    return Verdict.well("open");
  }

  @Override
  public void close() {
    server.ifPresent(H2Server::close);
    database.close();
  }
}
