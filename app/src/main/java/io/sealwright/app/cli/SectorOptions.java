package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import picocli.CommandLine.Option;

/** Which sector, and how it is sealed. */
final class SectorOptions {
  @Option(names = "--size", required = true, paramLabel = "SIZE", converter = Values.Size.class)
  SectorSize size = SectorSize.KIB_2;

  @Option(names = "--proof", paramLabel = "PROOF", defaultValue = "v1_1")
  String proof = "v1_1";

  @Option(names = "--miner", required = true, paramLabel = "MINER", converter = Values.Miner.class)
  MinerId miner = new MinerId(0);

  @Option(
      names = "--sector",
      required = true,
      paramLabel = "NUMBER",
      converter = Values.Decimal.class)
  SectorNumber sector = new SectorNumber(0);

  @Option(
      names = "--ticket",
      required = true,
      paramLabel = "HEX",
      converter = Values.TicketHex.class)
  Ticket ticket = new Ticket(Bytes32.ZERO);

  SealOrder order() throws CommandFailure {
    return new SealOrder(proof(proof, size), new SectorId(miner, sector), ticket);
  }

  /** A proof by family, name or number; one for another size is an invalid request. */
  static SealProof proof(String text, SectorSize size) throws CommandFailure {
    try {
      return SealProof.parse(text, size);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.invalid(
          "invalid value for option '--proof': " + e.getMessage(), "use one for " + size);
    }
  }
}
