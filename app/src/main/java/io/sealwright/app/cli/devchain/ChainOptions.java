package io.sealwright.app.cli.devchain;

import io.sealwright.app.cli.ParamsOptions;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.protocol.SectorSize;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What kind of chain is run. What is fixed when a chain begins need not be given again. */
final class ChainOptions {
  static final int MAX_MINERS = 100;

  @Option(
      names = "--rules",
      paramLabel = "2k|fast|calibration|mainnet",
      converter = Values.RulesName.class)
  Optional<Rules> rules = Optional.empty();

  @Option(
      names = "--block-time",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = Values.BlockTime.class)
  Duration blockTime = Duration.ofSeconds(1);

  @Option(names = "--miners", paramLabel = "N")
  Optional<Integer> miners = Optional.empty();

  @Option(names = "--sector-size", paramLabel = "SIZE", converter = Values.Size.class)
  Optional<SectorSize> sectorSize = Optional.empty();

  @Option(names = "--proofs", paramLabel = "real|withheld")
  Optional<Proofs> proofs = Optional.empty();

  @Mixin ParamsOptions params = new ParamsOptions();

  @Option(names = "--keep", paramLabel = "EPOCHS", converter = Values.Epochs.class)
  Optional<Long> keep = Optional.empty();

  @Option(names = "--era", paramLabel = "old|new", defaultValue = "new")
  Era era = Era.NEW;

  /** Refuses what no chain can be. */
  void check() throws CommandFailure {
    if (miners.isPresent() && (miners.get() < 1 || miners.get() > MAX_MINERS)) {
      throw CommandFailure.invalid(
          "--miners " + miners.get() + " is not from 1 to " + MAX_MINERS, "give another number");
    }
    Rules named = rules.orElse(Rules.TWO_KIB);
    SectorSize size = sectorSize.orElse(named.smallest());
    if (!named.allow(size)) {
      throw CommandFailure.invalid(
          "a chain of rules %s has no sectors of %s".formatted(named, size),
          "give another --sector-size");
    }
  }
}
