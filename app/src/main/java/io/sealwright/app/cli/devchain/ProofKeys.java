package io.sealwright.app.cli.devchain;

import io.sealwright.app.cli.ParamsOptions;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.devchain.actor.miner.VerifiedProofs;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Optional;

/** The verifying keys for a chain's sectors. */
record ProofKeys(ParamsOptions options, SectorSize size) {
  private ParameterSet seal() {
    return new ParameterSet(ParameterSet.Kind.POREP, size);
  }

  private ParameterSet window() {
    return new ParameterSet(ParameterSet.Kind.WINDOW, size);
  }

  boolean areThere() {
    ParameterFolder folder = options.folder();
    return Files.isRegularFile(folder.verifyingKey(seal()))
        && Files.isRegularFile(folder.verifyingKey(window()));
  }

  /** A verifier with these keys, which have to be there. */
  VerifiedProofs required() throws CommandFailure, IOException {
    options.folderWith(seal(), false);
    options.folderWith(window(), false);
    return verifier(true);
  }

  /** A verifier of the proofs whose keys are there, which may be those of windows only. */
  Optional<VerifiedProofs> found() throws CommandFailure {
    if (areThere()) {
      return Optional.of(verifier(true));
    }
    return Files.isRegularFile(options.folder().verifyingKey(window()))
        ? Optional.of(verifier(false))
        : Optional.empty();
  }

  private VerifiedProofs verifier(boolean withSeals) throws CommandFailure {
    ParameterFolder folder = options.folder();
    SecureRandom random = new SecureRandom();
    try {
      return withSeals
          ? new VerifiedProofs(size, folder.key(seal()), folder.key(window()), random)
          : VerifiedProofs.ofWindows(size, folder.key(window()), random);
    } catch (IOException e) {
      throw CommandFailure.failed(
              String.valueOf(e.getMessage()), "fetch the key again, or give another --params")
          .because(e);
    }
  }
}
