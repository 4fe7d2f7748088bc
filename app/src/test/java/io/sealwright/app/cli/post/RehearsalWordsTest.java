package io.sealwright.app.cli.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.cli.post.Rehearsal.Verdict;
import io.sealwright.app.shell.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keys of verdicts are put together as they are printed, where no compiler looks. */
final class RehearsalWordsTest {
  @ParameterizedTest
  @EnumSource
  void everyVerdictHasItsWords(Verdict verdict) {
    for (Language language : Language.values()) {
      assertThat(language.messages().getString("rehearsal." + Reports.key(verdict))).isNotBlank();
    }
  }
}
