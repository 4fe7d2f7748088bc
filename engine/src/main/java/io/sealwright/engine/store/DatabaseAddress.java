package io.sealwright.engine.store;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a database is.
 *
 * <p>An H2 file is read and written asynchronously, whatever its URL says: otherwise a thread that
 * is interrupted would close it for all. A commit to it is on the disk when it returns, and the end
 * of the process does not close it before we do.
 *
 * @param url of JDBC, of H2 or PostgreSQL
 */
public record DatabaseAddress(String url, String user, String password) {
  private static final String H2 = "jdbc:h2:";
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final String FILE = H2 + "file:";
  private static final String ASYNC = "async:";
  private static final Pattern SERVED = Pattern.compile("(jdbc:h2:tcp://[^/]+/)(?!async:)(.*)");
  private static final String DURABLE = ";WRITE_DELAY=0";
  private static final String OPEN = ";DB_CLOSE_ON_EXIT=FALSE";

  public DatabaseAddress {
    if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "the database " + url + " is neither of H2 nor of PostgreSQL");
    }
    if (url.startsWith(FILE)) {
      String file = H2 + ASYNC + url.substring(FILE.length());
      url = file + missing(file, DURABLE) + missing(file, OPEN);
    } else {
      url = SERVED.matcher(url).replaceFirst("$1" + ASYNC + "$2");
    }
  }

  private static String missing(String url, String setting) {
    return url.contains(setting) ? "" : setting;
  }

  /** An H2 file of this process; others reach it through {@link H2Server}. */
  public static DatabaseAddress file(Path file, String user, String password) {
    return new DatabaseAddress(FILE + file.toAbsolutePath(), user, password);
  }

  /** An H2 database that lives as long as a connection to it; for tests. */
  public static DatabaseAddress memory(String name) {
    return new DatabaseAddress(H2 + "mem:" + name + ";DB_CLOSE_DELAY=-1", "sa", "");
  }

  /** The file of an H2 database that this process opens itself. */
  Optional<Path> ownFile() {
    String start = H2 + ASYNC;
    return url.startsWith(start)
        ? Optional.of(Path.of(url.substring(start.length()).split(";", 2)[0] + ".mv.db"))
        : Optional.empty();
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
