package io.sealwright.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.tools.Server;

/** Lets other processes of the machine, or of the network, use an H2 file this process has open. */
public final class H2Server implements AutoCloseable {
  private final Server server;

  private H2Server(Server server) {
    this.server = server;
  }

  /**
   * Serves the databases of a folder.
   *
   * @param port 0 for any that is free
   * @param beyondThisMachine whether others than this machine may connect
   */
  public static H2Server start(Path folder, int port, boolean beyondThisMachine)
      throws IOException {
    List<String> options = new ArrayList<>(List.of("-tcpPort", Integer.toString(port)));
    options.addAll(List.of("-baseDir", folder.toAbsolutePath().toString(), "-ifExists"));
    if (beyondThisMachine) {
      options.add("-tcpAllowOthers");
    }
    try {
      return new H2Server(Server.createTcpServer(options.toArray(String[]::new)).start());
    } catch (SQLException e) {
      throw new IOException("the database cannot be served on port " + port, e);
    }
  }

  /** Where another process finds the database of a file name. */
  public DatabaseAddress address(String name, String user, String password) {
    return new DatabaseAddress(
        "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./" + name, user, password);
  }

  @Override
  public void close() {
    server.stop();
  }
}
