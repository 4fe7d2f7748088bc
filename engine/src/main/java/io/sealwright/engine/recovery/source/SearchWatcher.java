package io.sealwright.engine.recovery.source;

/** Hears how far a search through messages has come. */
@FunctionalInterface
public interface SearchWatcher {
  /** Messages of so many epochs of so many were looked at. */
  void at(long done, long total);

  static SearchWatcher silent() {
    return (_, _) -> {};
  }
}
