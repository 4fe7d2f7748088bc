package io.sealwright.engine.stage.attempt;

import io.sealwright.engine.schedule.FencingToken;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.protocol.SectorId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names an attempt: {@code s-t01000-43/PC1-7} under the folder of all attempts. */
public record AttemptName(SectorId sector, Work work, FencingToken token) {
  private static final Pattern FOLDER = Pattern.compile("([A-Z0-9]+)-([1-9][0-9]{0,17})");

  String folder() {
    return work + "-" + token.number();
  }

  /** Reads the names of a folder and of the one it lies in; empty if they are no attempt's. */
  public static Optional<AttemptName> parse(String sectorFolder, String folder) {
    Matcher parts = FOLDER.matcher(folder);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return PathLayout.sector(sectorFolder)
        .flatMap(sector ->
            Arrays.stream(Work.values())
                .filter(work -> work.name().equals(parts.group(1)))
                .findFirst()
                .map(work ->
                    new AttemptName(
                        sector, work, new FencingToken(Long.parseLong(parts.group(2))))));
  }
}
