package io.sealwright.app.cli.demo;

/** What the demonstration says, in the language of its user. */
public interface Telling {
  /** Prints a line of the messages. */
  void say(String key, Object... values);

  /** A word of the messages. */
  String word(String key);
}
