package io.sealwright.engine.store;

import java.nio.file.Path;

/**
 * Where a database is.
 *
 * @param url of JDBC, of H2 or PostgreSQL
 */
public record DatabaseAddress(String url, String user, String password) {
  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** A commit is on the disk when it returns, and only our own end closes the file. */
  private static final String DURABLE = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

  public DatabaseAddress {
    if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "the database " + url + " is neither of H2 nor of PostgreSQL");
    }
  }

  /**
   * An H2 file of this process; others reach it through {@link H2Server}. Its files are read and
   * written asynchronously, or an interrupted thread would close them for all.
   */
  public static DatabaseAddress file(Path file, String user, String password) {
    return new DatabaseAddress(H2 + "async:" + file.toAbsolutePath() + DURABLE, user, password);
  }

  /** An H2 database that lives as long as a connection to it; for tests. */
  public static DatabaseAddress memory(String name) {
    return new DatabaseAddress(H2 + "mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  boolean isPostgres() {
    return url.startsWith(POSTGRESQL);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url;
  }
}
