package io.sealwright.app.config.table;

/** A value that is not what its key takes. */
public final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Phrase phrase;

  Unfit(Phrase phrase) {
    super(phrase.key());
    this.phrase = phrase;
  }

  Phrase phrase() {
    return phrase;
  }
}
