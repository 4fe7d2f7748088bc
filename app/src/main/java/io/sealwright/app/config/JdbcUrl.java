package io.sealwright.app.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where the database is.
 *
 * @param text without a password, which would be seen by whoever sees the configuration
 */
public record JdbcUrl(String text) {
  private static final Pattern FORM =
      Pattern.compile("jdbc:(h2:(file|tcp):|postgresql:)[^\\s\\p{Cntrl}\"]{1,500}");
  private static final Pattern PASSWORD =
      Pattern.compile("(?i).*[?&;]password=.*|jdbc:postgresql://[^/@]*:[^/@]*@.*");

  /** A commit is on the disk when it returns; the file is closed when its last user ends. */
  private static final String DURABLE = ";WRITE_DELAY=0";

  public JdbcUrl {
    if (!FORM.matcher(text).matches() || PASSWORD.matcher(text).matches()) {
      throw new IllegalArgumentException("not a JDBC URL of H2 or PostgreSQL without a password");
    }
  }

  /** The H2 database in a data folder, opened by the process that has the folder. */
  static JdbcUrl embedded(Path folder) {
    return new JdbcUrl("jdbc:h2:file:" + file(folder) + DURABLE);
  }

  /** The same database, through the TCP server of the process that has opened it. */
  static JdbcUrl served(Path folder, int port) {
    return new JdbcUrl("jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(port, file(folder)));
  }

  public boolean isPostgres() {
    return text.startsWith("jdbc:postgresql:");
  }

  /** Whether another process has its file open and lets this one in. */
  public boolean isServedByMiner() {
    return text.startsWith("jdbc:h2:tcp:");
  }

  @Override
  public String toString() {
    return text;
  }

  private static Path file(Path folder) {
    return folder.resolve("database").resolve("sealwright");
  }
}
