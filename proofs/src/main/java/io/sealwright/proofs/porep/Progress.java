package io.sealwright.proofs.porep;

/** Hears how work goes on. Called from any thread, and from several at once. */
@FunctionalInterface
public interface Progress {
  void on(ProgressEvent event);

  static Progress silent() {
    return _ -> {};
  }
}
