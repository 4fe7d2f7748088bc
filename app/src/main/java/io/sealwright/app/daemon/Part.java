package io.sealwright.app.daemon;

/** Something that a process does for as long as it runs. */
public interface Part extends AutoCloseable {
  /** One word, as {@code worker}. */
  String name();

  /** How it is, from what it knows: without asking anybody who might not answer. */
  Verdict health();

  /** Ends it in good order, which may take a while. */
  @Override
  void close();

  /**
   * How a part is.
   *
   * @param well whether it does what it is there for
   * @param words one line for operators, in English as all of the log
   */
  record Verdict(boolean well, String words) {
    public static Verdict well(String words) {
      return new Verdict(true, words);
    }

    public static Verdict unwell(String words) {
      return new Verdict(false, words);
    }
  }
}
