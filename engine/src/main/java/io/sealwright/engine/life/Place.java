package io.sealwright.engine.life;

/** A storage path, by the id in its {@code sectorstore.json}. */
public record Place(String path) {
  public Place {
    if (path.isBlank()) {
      throw new IllegalArgumentException("a storage path without an id");
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
