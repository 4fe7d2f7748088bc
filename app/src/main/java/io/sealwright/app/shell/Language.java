package io.sealwright.app.shell;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** A language the program speaks to its operator. Logs and errors are English in all of them. */
public enum Language {
  EN(Locale.ROOT),
  ZH(Locale.SIMPLIFIED_CHINESE);

  /** The option that chooses one; its value is the next word, or follows an equals sign. */
  public static final String OPTION = "--lang";

  private static final String BUNDLE = "io.sealwright.app.messages";

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** The words of this language. */
  public ResourceBundle messages() {
    return ResourceBundle.getBundle(
        BUNDLE, locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /** Chinese for a Chinese locale, else English. */
  static Language of(Locale locale) {
    return locale.getLanguage().equals("zh") ? ZH : EN;
  }

  /**
   * The language a command line asks for, or that of the locale. Asked before the line is parsed,
   * because the parser itself speaks: an unknown language is left for it to reject.
   */
  public static Language chosen(List<String> arguments, Locale locale) {
    int option = arguments.indexOf(OPTION);
    String wanted =
        option >= 0 && option + 1 < arguments.size()
            ? arguments.get(option + 1)
            : arguments.stream()
                .filter(argument -> argument.startsWith(OPTION + "="))
                .map(argument -> argument.substring(OPTION.length() + 1))
                .findFirst()
                .orElse("");
    return switch (wanted) {
      case "en" -> EN;
      case "zh" -> ZH;
      case String _ -> of(locale);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
