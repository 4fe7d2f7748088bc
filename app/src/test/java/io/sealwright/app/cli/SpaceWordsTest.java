package io.sealwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.Language;
import io.sealwright.engine.recovery.space.Place;
import io.sealwright.engine.recovery.space.Preflight;
import io.sealwright.engine.recovery.space.Preflight.Demand;
import io.sealwright.engine.recovery.space.Preflight.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators read of the room that a recovery takes. */
final class SpaceWordsTest {
  private static final SpaceWords CHINESE = new SpaceWords(Language.ZH.messages());
  private static final SpaceWords ENGLISH = new SpaceWords(Language.EN.messages());
  private static final long GIB = 1L << 30;

  /** Temp and result on one disk, on which there is too little; and too little memory. */
  private static final Verdict.TooLittle FEW =
      (Verdict.TooLittle)
          Preflight.judge(List.of(demand("temp", true), demand("result", true)), 3 * GIB, 2 * GIB);

  private static Demand demand(String name, boolean writable) {
    return new Demand(new Place(name, Path.of("/mnt", name), "disk", GIB, writable), GIB);
  }

  @Test
  void whatIsTakenAndWhatIsLackingIsToldInTheOperatorsLanguage() {
    assertThat(CHINESE.line(FEW.figures().getFirst()))
        .isEqualTo("空间：temp、result 需要 2.0 GiB，可用 1.0 GiB（/mnt/temp）");
    assertThat(CHINESE.warning(FEW))
        .contains("temp、result 需要 2.0 GiB", "需要内存 3.0 GiB，可用 2.0 GiB", "--force-space")
        .doesNotContain("%");
    Verdict denied = Preflight.judge(List.of(demand("temp", false)), 0, GIB);
    assertThat(CHINESE.warning((Verdict.TooLittle) denied)).contains("/mnt/temp 不可写");
  }

  @Test
  void inEnglishItIsWhatErrorsSay() {
    assertThat(ENGLISH.line(FEW.figures().getFirst()))
        .isEqualTo("space: temp and result 2.0 GiB of 1.0 GiB free (/mnt/temp)");
    assertThat(ENGLISH.warning(FEW))
        .isEqualTo("warning: " + String.join(", ", FEW.reasons()) + "; --force-space goes on");
  }
}
