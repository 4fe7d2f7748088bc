package io.sealwright.engine.stage;

import io.sealwright.engine.removal.TrashRule;
import io.sealwright.engine.stage.attempt.Attempt;
import io.sealwright.engine.stage.attempt.LocalPath;
import io.sealwright.engine.stage.attempt.Publication.Step;
import io.sealwright.engine.stage.attempt.Publication.Withdraw;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.SectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a sector has in its places on a path. */
public record PlacedFiles(LocalPath path, SectorId sector, Set<FileType> types) {
  private static final Set<FileType> TYPES =
      EnumSet.of(FileType.SEALED, FileType.CACHE, FileType.UNSEALED);

  public PlacedFiles {
    types = Set.copyOf(types);
  }

  /** What all sectors have there. */
  public static List<PlacedFiles> list(LocalPath path) throws IOException {
    Map<SectorId, Set<FileType>> found = new LinkedHashMap<>();
    for (FileType type : TYPES) {
      for (Path file : Attempt.children(new PathLayout(path.folder()).folder(type))) {
        PathLayout.sector(SealFiles.name(file))
            .ifPresent(sector ->
                found.computeIfAbsent(sector, _ -> EnumSet.noneOf(FileType.class)).add(type));
      }
    }
    return found.entrySet().stream()
        .map(sector -> new PlacedFiles(path, sector.getKey(), sector.getValue()))
        .toList();
  }

  /** What one sector has there. */
  static PlacedFiles of(LocalPath path, SectorId sector) {
    PathLayout layout = new PathLayout(path.folder());
    Set<FileType> there = EnumSet.copyOf(TYPES);
    there.removeIf(type -> !Files.exists(layout.file(type, sector)));
    return new PlacedFiles(path, sector, there);
  }

  /** Takes all of it to the path's trash, from where it can be brought back for a while. */
  List<Step> toTrash(Instant now) {
    PathLayout layout = new PathLayout(path.folder());
    Instant until = now.plus(TrashRule.WEEK.keep());
    return types.stream()
        .<Step>map(type ->
            new Withdraw(
                layout.file(type, sector), layout.trash(new TrashName(until, type, sector))))
        .toList();
  }

  /** Takes all of it to the folder of an attempt, with which it goes for good. */
  List<Step> aside(Attempt attempt) {
    PathLayout layout = new PathLayout(path.folder());
    return types.stream()
        .<Step>map(type -> new Withdraw(layout.file(type, sector), attempt.aside(type.wireName())))
        .toList();
  }
}
