package io.sealwright.app.cli.devchain;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.devchain.node.NodeSettings;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Option;

/** What kind of chain is run. */
final class ChainOptions {
  static final int MAX_MINERS = 100;

  @Option(
      names = "--rules",
      paramLabel = "2k|fast|calibration|mainnet",
      defaultValue = "2k",
      converter = Values.RulesName.class)
  Rules rules = Rules.TWO_KIB;

  @Option(
      names = "--block-time",
      paramLabel = "TIME",
      defaultValue = "1s",
      converter = Values.BlockTime.class)
  Duration blockTime = Duration.ofSeconds(1);

  @Option(names = "--miners", paramLabel = "N", defaultValue = "1")
  int miners = 1;

  @Option(names = "--sector-size", paramLabel = "SIZE", converter = Values.Size.class)
  Optional<SectorSize> sectorSize = Optional.empty();

  @Option(names = "--proofs", paramLabel = "real|withheld", defaultValue = "withheld")
  Proofs proofs = Proofs.WITHHELD;

  @Option(names = "--keep", paramLabel = "EPOCHS", converter = Values.Epochs.class)
  Optional<Long> keep = Optional.empty();

  @Option(names = "--era", paramLabel = "old|new", defaultValue = "new")
  Era era = Era.NEW;

  /** Refuses what no chain can be. */
  void check() throws CommandFailure {
    if (miners < 1 || miners > MAX_MINERS) {
      throw CommandFailure.invalid(
          "--miners " + miners + " is not from 1 to " + MAX_MINERS, "give another number");
    }
    if (proofs == Proofs.REAL) {
      throw CommandFailure.invalid(
          "this build does not verify proofs", "give --proofs withheld");
    }
    if (!rules.allow(size())) {
      throw CommandFailure.invalid(
          "a chain of rules %s has no sectors of %s".formatted(rules, size()),
          "give another --sector-size");
    }
  }

  NodeSettings settings() {
    NetworkRules network = rules.network().with(blockTime, Set.of(size()));
    OptionalLong kept = keep.map(OptionalLong::of).orElse(OptionalLong.empty());
    return new NodeSettings(network, era.replaceRule(), kept);
  }

  /** The size asked for, or the smallest there is. */
  SectorSize size() {
    return sectorSize.orElseGet(
        () ->
            rules.network().sectorSizes().stream()
                .min(Comparator.comparingLong(SectorSize::bytes))
                .orElseThrow());
  }
}
