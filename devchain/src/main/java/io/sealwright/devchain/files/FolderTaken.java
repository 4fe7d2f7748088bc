package io.sealwright.devchain.files;

import java.io.IOException;

/** A folder that another process works in. */
public final class FolderTaken extends IOException {
  private static final long serialVersionUID = 1L;

  FolderTaken(String message) {
    super(message);
  }
}
