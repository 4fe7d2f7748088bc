package io.sealwright.engine.store;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;

/** A database cannot be reached, or holds what is not ours. */
public final class DatabaseUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What is to be done about it differs by these. */
  public enum Kind {
    UNKNOWN_HOST,
    /** The user or the password is not taken. */
    NO_ENTRY,
    NO_SUCH_DATABASE,
    /** The user may connect, and not make tables. */
    NO_RIGHT,
    /** Another process has the file. */
    IN_USE,
    OTHER;

    /** By the state that the standard, PostgreSQL or H2 gives. */
    private static final Map<String, Kind> BY_STATE =
        Map.of(
            "28000", NO_ENTRY,
            "28P01", NO_ENTRY,
            "3D000", NO_SUCH_DATABASE,
            "42501", NO_RIGHT,
            "90020", IN_USE);

    static Kind of(Throwable failure) {
      if (Database.chain(failure).anyMatch(one -> one instanceof UnknownHostException)) {
        return UNKNOWN_HOST;
      }
      return Database.chain(failure)
          .map(one -> one instanceof SQLException e ? String.valueOf(e.getSQLState()) : "")
          .map(BY_STATE::get)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(OTHER);
    }
  }

  DatabaseUnavailable(String message, Kind kind, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
