package io.sealwright.lotus.rpc;

import java.util.List;

/** Why a call gave no result. The three cases are the three things a caller can do. */
public abstract sealed class RpcException extends Exception {
  private static final long serialVersionUID = 1L;

  private RpcException(String message) {
    super(message);
  }

  private RpcException(String message, Throwable cause) {
    super(message, cause);
  }

  /** No answer. The request may have been carried out: only a query may simply be repeated. */
  public static final class Unreachable extends RpcException {
    private static final long serialVersionUID = 1L;

    private final boolean neverSent;

    private Unreachable(String message, Throwable cause, boolean neverSent) {
      super(message, cause);
      this.neverSent = neverSent;
    }

    public Unreachable(String message) {
      super(message);
      this.neverSent = false;
    }

    /** No connection: the node cannot have seen the request. */
    public static Unreachable neverSent(String message, Throwable cause) {
      return new Unreachable(message, cause, true);
    }

    public static Unreachable unanswered(String message, Throwable cause) {
      return new Unreachable(message, cause, false);
    }

    /** Whether the request certainly never arrived, so that sending it is not repeating it. */
    public boolean isNeverSent() {
      return neverSent;
    }
  }

  /** The node refused. Repeating the same request will not help. */
  public static final class Refused extends RpcException {
    private static final long serialVersionUID = 1L;

    /** The code of a token that was refused; the reply then has no error object. */
    public static final int TOKEN = 401;

    private static final String NO_PERMISSION = "missing permission to invoke '";

    /** Of nodes of today's releases, of those before them, and of gateways. */
    private static final List<String> OUT_OF_REACH =
        List.of("ipld: could not find ", "blockstore: block not found", "lookbacks of more than ");

    private final int code;
    private final String text;

    public Refused(int code, String text) {
      super(text);
      this.code = code;
      this.text = text;
    }

    public int code() {
      return code;
    }

    /** The node's own words. */
    public String text() {
      return text;
    }

    /** Whether the token is not one of this node's. */
    public boolean isTokenRefused() {
      return code == TOKEN;
    }

    /** Whether the token is good but does not allow the method. */
    public boolean isPermissionMissing() {
      return code == RpcError.FAILED && text.startsWith(NO_PERMISSION);
    }

    /**
     * Whether the past that was asked for is beyond the node: so speaks one that was begun from a
     * snapshot, has pruned old state or looks only so far back, and none that merely fails.
     */
    public boolean isOutOfReach() {
      return code == RpcError.FAILED && OUT_OF_REACH.stream().anyMatch(text::contains);
    }

    /** Whether another token might do. */
    public boolean isOfToken() {
      return isTokenRefused() || isPermissionMissing();
    }
  }

  /** The node's answer is not what the method promises: node and client disagree on the API. */
  public static final class Misunderstood extends RpcException {
    private static final long serialVersionUID = 1L;

    public Misunderstood(String message) {
      super(message);
    }

    public Misunderstood(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
