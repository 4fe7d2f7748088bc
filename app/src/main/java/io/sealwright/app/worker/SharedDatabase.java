package io.sealwright.app.worker;

import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.JdbcUrl;
import io.sealwright.app.daemon.Part;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.DatabaseAddress;
import io.sealwright.engine.store.DatabaseUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The cluster's database, opened as the configuration says. */
public record SharedDatabase(Database database) implements Part {

  /** Opens it as a process does that has not the data folder to itself. */
  public static SharedDatabase open(Configuration.Database config) throws CommandFailure {
    JdbcUrl url =
        config
            .shared()
            .orElseThrow(() ->
                CommandFailure.invalid(
                    "the database is not to be reached from another process",
                    "set database.url, or database.tcp-port for the miner and its workers"));
    return new SharedDatabase(open(url, config));
  }

  /** Opens a database with the user and password of the configuration. */
  public static Database open(JdbcUrl url, Configuration.Database config) throws CommandFailure {
    try {
      return Database.open(new DatabaseAddress(url.text(), config.user(), password(config)));
    } catch (DatabaseUnavailable e) {
      throw CommandFailure.unreachable(
              String.valueOf(e.getMessage()),
              "check that it runs, and database.url, user and password-file")
          .because(e);
    }
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
    database.close();
  }
}
