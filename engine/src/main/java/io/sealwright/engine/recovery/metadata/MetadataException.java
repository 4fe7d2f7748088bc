package io.sealwright.engine.recovery.metadata;

/** A metadata file that cannot be used; the reason is one line that names the file and the spot. */
public abstract sealed class MetadataException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  private MetadataException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** What is wrong with which file, a clause. */
  public String reason() {
    return reason;
  }

  /** The file is something else: another file was meant, or it was cut short on its way. */
  public static final class NotMetadata extends MetadataException {
    private static final long serialVersionUID = 1L;

    NotMetadata(String reason) {
      super(reason);
    }
  }

  /** One value is missing or impossible: whoever made the file must make it again. */
  public static final class BadField extends MetadataException {
    private static final long serialVersionUID = 1L;

    BadField(String reason) {
      super(reason);
    }
  }
}
