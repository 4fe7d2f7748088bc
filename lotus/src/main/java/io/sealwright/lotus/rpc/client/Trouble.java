package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import java.net.ConnectException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * What goes wrong on the way to a node, in the same words on every transport. The JDK has none for
 * a connection that does not come about.
 */
final class Trouble {
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;

  private Trouble() {}

  /** Why a connection failed. */
  static String reason(Throwable e) {
    if (e instanceof ExecutionException && e.getCause() != null) {
      return reason(e.getCause());
    }
    if (e.getMessage() != null) {
      return e.getMessage();
    }
    return switch (e) {
      case ConnectException _ ->
          hasCause(e, UnresolvedAddressException.class) ? "no such host" : "connection refused";
      case ClosedChannelException _ -> "the connection was closed";
      case TimeoutException _ -> "no answer in time";
      default -> e.getClass().getSimpleName();
    };
  }

  static Refused tokenRefused(ApiAddress address, int status) {
    return new Refused(Refused.TOKEN, address + " refuses the token (HTTP " + status + ")");
  }

  static Misunderstood nothingServed(URI uri) {
    return new Misunderstood("nothing is served at " + uri);
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> wanted) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (wanted.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
