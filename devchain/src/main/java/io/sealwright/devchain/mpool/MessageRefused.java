package io.sealwright.devchain.mpool;

/** A message that is not taken, or cannot be sent; the text is what a Lotus node answers. */
public final class MessageRefused extends Exception {
  /** The code of an ordinary error. */
  public static final int FAILED = 1;

  /** The code of a trial that ran out of gas. */
  public static final int OUT_OF_GAS = 2;

  /** The code of a trial that the actor refused. */
  public static final int REVERTED = 3;

  private static final long serialVersionUID = 1L;

  private final int code;

  public MessageRefused(String message) {
    this(FAILED, message);
  }

  public MessageRefused(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The code an answer over JSON-RPC has. */
  public int code() {
    return code;
  }

  /** The same with words in front, as Lotus adds them on the way up; the code is lost there. */
  public MessageRefused after(String words) {
    return new MessageRefused(words + ": " + getMessage());
  }
}
