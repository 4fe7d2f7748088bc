package io.sealwright.engine.faults;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections of one process to a database, which are lost when its fate has it so. */
final class FaultyConnections {
  /** Before a rename: nothing comes between the two, for nothing could be done about it. */
  private static final String LOOK = "select 1";

  private FaultyConnections() {}

  static DataSource over(DataSource real, Fate fate, Server server) {
    return proxy(
        DataSource.class,
        (_, method, args) -> {
          server.connect();
          Object result = call(real, method, args);
          return result instanceof Connection connection
              ? proxy(Connection.class, new Faulty(connection, fate, server))
              : result;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static final class Faulty implements InvocationHandler, Fate.Session {
    private final Connection real;
    private final Fate fate;
    private final Server server;
    private final int start;
    private boolean lost;
    private boolean closed;

    Faulty(Connection real, Fate fate, Server server) {
      this.real = real;
      this.fate = fate;
      this.server = server;
      this.start = server.starts();
      fate.opened(this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
        throws Throwable {
      return switch (method.getName()) {
        case "close" -> {
          close();
          yield null;
        }
        case "isClosed" -> lost || closed;
        case "commit" ->
            losing(() ->
                fate.commit(() -> {
                  requireSession();
                  return call(real, method, args);
                }));
        default -> {
          Object result = losing(() -> call(real, method, args));
          yield result instanceof Statement statement
              ? statement(statement, args != null && LOOK.equals(args[0]))
              : result;
        }
      };
    }

    @Override
    public boolean isInTransaction() throws SQLException {
      return !lost && !real.getAutoCommit();
    }

    @Override
    public void end() throws SQLException {
      lost = true;
      real.rollback();
    }

    /** What the system does when a process ends, or a server when it misses one. */
    private void close() throws SQLException {
      if (!closed) {
        closed = true;
        if (!real.getAutoCommit()) {
          real.rollback();
          real.setAutoCommit(true);
        }
        real.close();
        fate.closed(this);
      }
    }

    private @Nullable Object losing(Fate.Commit work) throws Throwable {
      requireSession();
      try {
        return work.run();
      } catch (SQLException e) {
        lost = String.valueOf(e.getSQLState()).startsWith("08");
        throw e;
      } finally {
        if (lost && !real.getAutoCommit()) {
          real.rollback();
        }
      }
    }

    private void requireSession() throws SQLException {
      fate.requireLife();
      if (lost || start != server.starts()) {
        throw new SQLException("the connection was lost before", "08003");
      }
    }

    private Statement statement(Statement real, boolean looks) {
      Class<? extends Statement> type =
          real instanceof CallableStatement
              ? CallableStatement.class
              : real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
      return proxy(
          type,
          (_, method, args) ->
              method.getName().startsWith("execute")
                  ? losing(() -> execute(real, looks, method, args))
                  : call(real, method, args));
    }

    private @Nullable Object execute(
        Statement statement, boolean looks, Method method, Object @Nullable [] args)
        throws Throwable {
      fate.statement();
      requireSession();
      if (real.getAutoCommit()) {
        return fate.commit(() -> call(statement, method, args));
      }
      Object result = call(statement, method, args);
      if (!looks) {
        fate.inside();
      }
      return result;
    }
  }
}
