package io.sealwright.app.config;

import io.sealwright.app.config.table.Key;
import io.sealwright.app.config.table.Phrase;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.config.table.TableReader.Reading;
import io.sealwright.app.config.table.Values;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that are right by themselves and wrong together. */
record Combinations(Reading reading, List<Problem> problems) {

  static List<Problem> of(Reading reading) {
    Combinations combinations = new Combinations(reading, new ArrayList<>());
    combinations.lease();
    combinations.database();
    combinations.listeners();
    reading.many("storage").forEach(combinations::storage);
    return combinations.problems;
  }

  private void lease() {
    Values scheduler = reading.one("scheduler");
    scheduler.with(
        Keys.LEASE,
        lease ->
            scheduler.with(
                Keys.SILENCE,
                silence -> {
                  if (lease.compareTo(silence) <= 0) {
                    add(scheduler, Keys.LEASE, Phrase.of("config.problem.lease"));
                  }
                }));
  }

  private void database() {
    Values database = reading.one("database");
    database.with(
        Keys.URL,
        url ->
            database.with(
                Keys.TCP_PORT,
                port -> {
                  if (port != 0) {
                    add(database, Keys.TCP_PORT, Phrase.of("config.problem.tcp_port"));
                  }
                }));
  }

  private void listeners() {
    Values miner = reading.one("miner");
    Values health = reading.one("health");
    miner.with(
        Keys.LISTEN,
        api ->
            health.with(
                Keys.HEALTH,
                own -> {
                  if (own.getPort() != 0 && sameSpot(api, own)) {
                    add(
                        health,
                        Keys.HEALTH,
                        Phrase.of("config.problem.same_port", Keys.LISTEN.path()));
                  }
                }));
  }

  private static boolean sameSpot(InetSocketAddress one, InetSocketAddress other) {
    return one.getPort() == other.getPort() && one.getHostString().equals(other.getHostString());
  }

  private void storage(Values path) {
    if (path.find(Keys.PATH).isEmpty() && !path.isSpoiled(Keys.PATH)) {
      add(path, Keys.PATH, Phrase.of("config.problem.missing"));
    }
    if (path.find(Keys.SEAL).equals(Optional.of(false))
        && path.find(Keys.STORE).equals(Optional.of(false))) {
      add(path, Keys.STORE, Phrase.of("config.problem.idle_path"));
    }
    path.with(
        Keys.PATH,
        folder -> {
          for (Values other : reading.many("storage")) {
            if (other == path) {
              return;
            }
            other.with(Keys.PATH, before -> overlapping(path, folder, before));
          }
        });
  }

  private void overlapping(Values path, Path folder, Path before) {
    if (folder.startsWith(before) || before.startsWith(folder)) {
      add(path, Keys.PATH, Phrase.of("config.problem.overlap", before.toString()));
    }
  }

  private void add(Values values, Key<?> key, Phrase phrase) {
    problems.add(new Problem(values.line(key), key.path(), phrase));
  }
}
