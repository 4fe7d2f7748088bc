package io.sealwright.app.cli.devchain;

import io.sealwright.app.cli.connect.ApiPlace;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What was fixed when a chain began, and is noted in its folder. */
record Charter(Rules rules, SectorSize sectorSize, int miners, Proofs proofs) {
  private static final String FILE = ApiPlace.CHARTER;

  /** Where a node keeps its blocks. A chain that was killed as it began has that and no notes. */
  private static final String CHAIN = "chain";

  private static final String RULES = "rules";
  private static final String SECTOR_SIZE = "sector-size";
  private static final String MINERS = "miners";
  private static final String PROOFS = "proofs";

  /** What a folder's chain began with; for a new chain, what is asked for. */
  static Charter of(Path folder, ChainOptions asked) throws CommandFailure, IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      requireRoom(folder);
      Rules rules = asked.rules.orElse(Rules.TWO_KIB);
      SectorSize size = asked.sectorSize.orElse(rules.smallest());
      boolean keys = new ProofKeys(asked.params, size).areThere();
      Proofs proofs = asked.proofs.orElse(keys ? Proofs.REAL : Proofs.WITHHELD);
      return new Charter(rules, size, asked.miners.orElse(1), proofs);
    }
    Charter known = read(file);
    known.requireSame(folder, "--rules", asked.rules, known.rules);
    known.requireSame(folder, "--sector-size", asked.sectorSize, known.sectorSize);
    known.requireSame(folder, "--miners", asked.miners, known.miners);
    known.requireSame(folder, "--proofs", asked.proofs, known.proofs);
    return known;
  }

  /** A chain is begun in a folder of its own: not, say, in a node's repository. */
  private static void requireRoom(Path folder) throws CommandFailure, IOException {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(CHAIN))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw CommandFailure.refused(
            folder + " has files and no dev chain in it", "give an empty folder, or a new one");
      }
    }
  }

  /** Notes it; a chain that was noted before has the same. */
  void note(Path folder) throws IOException {
    String text =
        """
        # What the chain in this folder began with. It cannot be changed.
        %s=%s
        %s=%s
        %s=%d
        %s=%s
        """
            .formatted(RULES, rules, SECTOR_SIZE, sectorSize, MINERS, miners, PROOFS, proofs);
    Files.writeString(folder.resolve(FILE), text, StandardCharsets.UTF_8);
  }

  private static Charter read(Path file) throws CommandFailure, IOException {
    Properties noted = new Properties();
    try (Reader text = new StringReader(Files.readString(file, StandardCharsets.UTF_8))) {
      noted.load(text);
      return new Charter(
          Rules.parse(noted.getProperty(RULES, "")),
          SectorSize.parse(noted.getProperty(SECTOR_SIZE, "")),
          Integer.parseInt(noted.getProperty(MINERS, "")),
          Proofs.parse(noted.getProperty(PROOFS, "withheld")));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.failed(
              "%s cannot be read: %s".formatted(file, e.getMessage()), "restore it, or begin anew")
          .because(e);
    }
  }

  private <T> void requireSame(Path folder, String option, Optional<T> asked, T known)
      throws CommandFailure {
    if (asked.isPresent() && !asked.get().equals(known)) {
      throw CommandFailure.refused(
          "the chain in %s began with %s %s".formatted(folder, option, known),
          "leave the option out, or take another folder");
    }
  }
}
