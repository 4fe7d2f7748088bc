package io.sealwright.app.cli.devchain;

import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;

/** Whose rules a dev chain follows, as they are named on the command line. */
enum Rules {
  TWO_KIB("2k", NetworkRules.devnet(new NetworkVersion(28))),
  FAST("fast", NetworkRules.fast(new NetworkVersion(28))),
  CALIBRATION("calibration", NetworkRules.calibration(new NetworkVersion(28))),
  MAINNET("mainnet", NetworkRules.mainnet(new NetworkVersion(28)));

  private final String words;
  private final NetworkRules network;

  Rules(String words, NetworkRules network) {
    this.words = words;
    this.network = network;
  }

  NetworkRules network() {
    return network;
  }

  static Rules parse(String text) {
    for (Rules rules : values()) {
      if (rules.words.equals(text.toLowerCase(Locale.ROOT))) {
        return rules;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is not 2k, fast, calibration or mainnet");
  }

  SectorSize smallest() {
    return Collections.min(network.sectorSizes(), Comparator.comparingLong(SectorSize::bytes));
  }

  /** Whether sectors of a size may be sealed: on a network of one's own, of any size there is. */
  boolean allow(SectorSize size) {
    return switch (this) {
      case TWO_KIB, FAST -> new SealProof(SealFamily.V1_1, size).id().isPresent();
      case CALIBRATION, MAINNET -> network.sectorSizes().contains(size);
    };
  }

  @Override
  public String toString() {
    return words;
  }
}
