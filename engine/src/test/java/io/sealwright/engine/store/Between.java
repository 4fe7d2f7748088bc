package io.sealwright.engine.store;

import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Databases with something between their tables and their connections. */
public final class Between {
  private Between() {}

  public static Database open(DatabaseAddress address, UnaryOperator<DataSource> between)
      throws DatabaseUnavailable {
    return Database.open(address, between);
  }
}
