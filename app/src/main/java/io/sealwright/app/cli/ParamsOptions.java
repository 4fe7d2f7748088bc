package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the keys of proofs are. */
public final class ParamsOptions {
  private static final String VARIABLE = "FIL_PROOFS_PARAMETER_CACHE";
  private static final Path USUAL = Path.of("/var/tmp/filecoin-proof-parameters");

  @Option(names = "--params", paramLabel = "DIR", converter = Values.Location.class)
  Optional<Path> params = Optional.empty();

  /** As if this folder were given. */
  public static ParamsOptions of(Path folder) {
    ParamsOptions options = new ParamsOptions();
    options.params = Optional.of(folder);
    return options;
  }

  /** The folder, whatever is in it. */
  public ParameterFolder folder() {
    return new ParameterFolder(
        params.orElseGet(() ->
            Optional.ofNullable(System.getenv(VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .orElse(USUAL)));
  }

  /** The folder, if the file of a set that is needed is in it. */
  public ParameterFolder folderWith(ParameterSet set, boolean toProve) throws CommandFailure {
    ParameterFolder folder = folder();
    Path file = toProve ? folder.parameters(set) : folder.verifyingKey(set);
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.invalid(
          "the keys for " + set + " are not there: " + file,
          "fetch the network's, or make test keys with 'sealwright params generate'");
    }
    return folder;
  }

  /** Keys that are not the network's prove and verify all the same, and are worth a word. */
  public static Optional<String> warning(ParameterFolder folder, ParameterSet set)
      throws IOException {
    return switch (folder.originOfKey(set)) {
      case PUBLISHED -> Optional.empty();
      case GENERATED ->
          Optional.of("note: these keys were generated here; no network knows their proofs");
      case MISSING ->
          Optional.of("note: the verifying key is not there, so nothing says whose these keys are");
      case UNKNOWN ->
          Optional.of("note: these keys are not the published ones; no network may know them");
    };
  }
}
