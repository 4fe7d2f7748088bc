package io.sealwright.app.cli.run;

import io.sealwright.app.cli.config.ConfigOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What processes with a miner are told. */
final class RunOptions {
  @Mixin ConfigOptions config = new ConfigOptions();

  @Option(names = "--withheld-proofs")
  boolean withheldProofs;
}
