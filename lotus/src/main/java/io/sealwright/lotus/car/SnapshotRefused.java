package io.sealwright.lotus.car;

import java.io.IOException;

/** A snapshot is cut short, altered or not one at all: whoever uses it must fetch it again. */
public final class SnapshotRefused extends IOException {
  private static final long serialVersionUID = 1;

  SnapshotRefused(String message) {
    super(message);
  }

  SnapshotRefused(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
