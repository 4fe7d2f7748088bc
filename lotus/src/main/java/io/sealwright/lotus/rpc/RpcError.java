package io.sealwright.lotus.rpc;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An error as it travels.
 *
 * @param code below zero the framework's, 0 a failed server, above zero the method's own
 * @param message the whole text; operators and other programs compare it
 * @param data what the method adds for machines
 */
public record RpcError(int code, String message, Optional<JsonNode> data) {
  /** The body, or one parameter, could not be read. */
  public static final int UNREADABLE = -32700;

  /** Nothing was asked. */
  public static final int EMPTY = -32600;

  public static final int NO_SUCH_METHOD = -32601;
  public static final int WRONG_COUNT = -32602;

  /** A limit of the server. */
  public static final int TOO_MUCH = -32005;

  /** The server's own fault. */
  public static final int PANIC = 0;

  /** What went wrong in an ordinary way. */
  public static final int FAILED = 1;

  public RpcError(int code, String message) {
    this(code, message, Optional.empty());
  }

  public static RpcError unreadable() {
    return new RpcError(UNREADABLE, "Parse error");
  }

  public static RpcError empty() {
    return new RpcError(EMPTY, "Invalid request");
  }

  public static RpcError noSuchMethod(String name) {
    return new RpcError(NO_SUCH_METHOD, "method '" + name + "' not found");
  }

  /**
   * Whether the request failed before any method ran. Such an error is answered even to a request
   * that wants no answer.
   */
  public boolean isFramework() {
    return code == UNREADABLE || code == EMPTY || code == NO_SUCH_METHOD || code == WRONG_COUNT;
  }

  /** The status an HTTP reply with this error has: a method's own failure is a good reply. */
  public int httpStatus() {
    if (code == EMPTY) {
      return 400;
    }
    return isFramework() || code == PANIC ? 500 : 200;
  }
}
