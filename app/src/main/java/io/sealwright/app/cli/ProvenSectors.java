package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file that says which sectors a proof of spacetime is of. */
public final class ProvenSectors {
  private ProvenSectors() {}

  /**
   * Reads {@code [{"sector":43,"comm_r":"64 hex digits"}]}.
   *
   * @throws CommandFailure that the request is invalid, if the file is missing or holds anything
   *     else, no sector, or one twice
   */
  public static List<PostVerifier.Subject> read(Path file) throws CommandFailure {
    Locations.requireFile(file);
    try {
      JsonNode list = JsonMapper.shared().readTree(Files.readAllBytes(file));
      List<PostVerifier.Subject> proven = new ArrayList<>();
      Set<SectorNumber> seen = new HashSet<>();
      for (JsonNode item : list.values()) {
        SectorNumber sector = SectorNumber.parse(item.path("sector").asString(""));
        if (!seen.add(sector)) {
          throw new IllegalArgumentException("sector " + sector + " is there twice");
        }
        proven.add(
            new PostVerifier.Subject(
                sector, new CommR(Bytes32.fromHex(item.path("comm_r").asString("")))));
      }
      if (!list.isArray() || proven.isEmpty()) {
        throw new IllegalArgumentException("there are no sectors in it");
      }
      return proven;
    } catch (JacksonException e) {
      throw invalid(
          file,
          "not JSON from line %d, column %d on"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static CommandFailure invalid(Path file, String what, Exception cause) {
    return CommandFailure.invalid(
            file + ": " + what, "give JSON such as [{\"sector\":43,\"comm_r\":\"64 hex digits\"}]")
        .because(cause);
  }
}
