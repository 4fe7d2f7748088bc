package io.sealwright.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The language an operator gets without asking for one. */
final class LanguageTest {
  @Test
  void chineseIsSpokenThoughItsLocaleIsNotInstalled() {
    assertThat(Language.wanted(Map.of("LANG", "zh_CN.UTF-8"), Locale.ENGLISH).getLanguage())
        .isEqualTo("zh");
    assertThat(Language.wanted(Map.of("LC_ALL", "", "LC_MESSAGES", "zh_CN"), Locale.ENGLISH))
        .isEqualTo(Locale.SIMPLIFIED_CHINESE);
  }

  @Test
  void theVariableThatCountsBeforeTheOthersDecides() {
    Map<String, String> both = Map.of("LC_ALL", "C.UTF-8", "LANG", "zh_CN.UTF-8");
    assertThat(Language.wanted(both, Locale.ENGLISH)).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void whatJavaFoundStandsOtherwise() {
    assertThat(Language.wanted(Map.of(), Locale.SIMPLIFIED_CHINESE))
        .isEqualTo(Locale.SIMPLIFIED_CHINESE);
    assertThat(Language.wanted(Map.of("LANG", "de_DE.UTF-8"), Locale.GERMAN))
        .isEqualTo(Locale.GERMAN);
  }
}
