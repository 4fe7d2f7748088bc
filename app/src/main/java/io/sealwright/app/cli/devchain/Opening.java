package io.sealwright.app.cli.devchain;

import io.sealwright.devchain.node.DevNode;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the chain of a folder, or begins one there. */
final class Opening {
  private Opening() {}

  static DevNode open(Path folder, ChainOptions chain) throws IOException {
    throw new IOException("no node yet for " + chain.settings() + " in " + folder);
  }
}
