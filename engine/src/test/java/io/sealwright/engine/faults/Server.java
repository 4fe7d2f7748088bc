package io.sealwright.engine.faults;

import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The database's server, which is away at times: whoever asks it then waits, and in vain. */
final class Server {
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Consumer<Duration> pass;
  private Instant back = Instant.MIN;
  private int starts;

  /**
   * A server that is there.
   *
   * @param pass lets time go by
   */
  Server(InstantSource clock, Consumer<Duration> pass) {
    this.clock = clock;
    this.pass = pass;
  }

  /** From now on it is away for so long, and all connections to it are lost. */
  void leave(Duration length) {
    back = clock.instant().plus(length);
    starts++;
  }

  boolean isAway() {
    return clock.instant().isBefore(back);
  }

  /** How often it was started: what was connected before is not any more. */
  int starts() {
    return starts;
  }

  /** A process that wants a connection. */
  void connect() throws SQLTransientConnectionException {
    if (isAway()) {
      pass.accept(WAIT);
      throw new SQLTransientConnectionException("the server is away", "08001");
    }
  }

  /** A process that starts, which is started again until there is a database. */
  void await() {
    while (isAway()) {
      pass.accept(WAIT);
    }
  }
}
