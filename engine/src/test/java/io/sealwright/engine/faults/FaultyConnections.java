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
  private FaultyConnections() {}

  static DataSource over(DataSource real, Fate fate) {
    return proxy(
        DataSource.class,
        (_, method, args) -> {
          Object result = call(real, method, args);
          return result instanceof Connection connection
              ? proxy(Connection.class, new Faulty(connection, fate))
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

  private static final class Faulty implements InvocationHandler {
    private final Connection real;
    private final Fate fate;
    private boolean lost;
    private boolean closed;

    Faulty(Connection real, Fate fate) {
      this.real = real;
      this.fate = fate;
      fate.opened();
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
        case "commit" -> losing(() -> fate.commit(() -> call(real, method, args)));
        default -> {
          Object result = losing(() -> call(real, method, args));
          yield result instanceof Statement statement ? statement(statement) : result;
        }
      };
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
        fate.closed();
      }
    }

    private @Nullable Object losing(Fate.Commit work) throws Throwable {
      if (lost || fate.isDead()) {
        throw new SQLException("the connection was lost before", "08003");
      }
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

    private Statement statement(Statement real) {
      Class<? extends Statement> type =
          real instanceof CallableStatement
              ? CallableStatement.class
              : real instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
      return proxy(
          type,
          (_, method, args) ->
              method.getName().startsWith("execute")
                  ? losing(() -> execute(real, method, args))
                  : call(real, method, args));
    }

    private @Nullable Object execute(Statement statement, Method method, Object @Nullable [] args)
        throws Throwable {
      fate.statement();
      return real.getAutoCommit()
          ? fate.commit(() -> call(statement, method, args))
          : call(statement, method, args);
    }
  }
}
