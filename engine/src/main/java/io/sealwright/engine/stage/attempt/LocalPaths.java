package io.sealwright.engine.stage.attempt;

import io.sealwright.engine.life.Place;
import java.util.List;
import java.util.Optional;

/** The paths that this host has. */
public record LocalPaths(List<LocalPath> paths) {
  public LocalPaths {
    paths = List.copyOf(paths);
  }

  public Optional<LocalPath> find(Place id) {
    return paths.stream().filter(path -> path.id().equals(id)).findFirst();
  }
}
