package io.sealwright.engine.recovery.metadata;

/**
 * A metadata file that cannot be used; the message is one line that names the file and the spot.
 */
public abstract sealed class MetadataException extends Exception {
  private static final long serialVersionUID = 1L;

  private MetadataException(String message) {
    super(message);
  }

  /** The file is something else: another file was meant, or it was cut short on its way. */
  public static final class NotMetadata extends MetadataException {
    private static final long serialVersionUID = 1L;

    NotMetadata(String message) {
      super(message);
    }
  }

  /** One value is missing or impossible: whoever made the file must make it again. */
  public static final class BadField extends MetadataException {
    private static final long serialVersionUID = 1L;

    BadField(String message) {
      super(message);
    }
  }
}
