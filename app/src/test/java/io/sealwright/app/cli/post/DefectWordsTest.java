package io.sealwright.app.cli.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.shell.Language;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.post.PostFault;
import io.sealwright.proofs.window.Defect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators read of a sector that would be faulty. */
final class DefectWordsTest {
  private static final DefectWords CHINESE = new DefectWords(Language.ZH.messages());
  private static final DefectWords ENGLISH = new DefectWords(Language.EN.messages());
  private static final Path BROKEN = Path.of("/mnt/broken");

  private static final List<Defect> DEFECTS =
      List.of(
          new Defect.OfFile(new DiskFault.Missing("/store/sealed/s-t01000-1")),
          new Defect.OtherRoots(Path.of("/store/cache/s-t01000-1")),
          new Defect.OfPost(new PostFault.OtherReplica()),
          new Defect.OfPost(new PostFault.BadRoots()),
          new Defect.OfPost(new PostFault.OtherCount(9, 10)),
          new Defect.OfPost(new PostFault.NotInTree(77)),
          new Defect.NotInTime(),
          new Defect.Nowhere(Defect.Part.SEALED_FILE, List.of()),
          new Defect.Nowhere(Defect.Part.CACHE_FOLDER, List.of(BROKEN)),
          new Defect.Bug("java.lang.StackOverflowError"));

  @Test
  void everyDefectIsToldInTheOperatorsLanguage() {
    assertThat(DEFECTS)
        .allSatisfy(defect ->
            assertThat(CHINESE.of(defect)).containsPattern("\\p{IsHan}").doesNotContain("%"));
    assertThat(CHINESE.of(new Defect.Nowhere(Defect.Part.CACHE_FOLDER, List.of(BROKEN))))
        .contains("缓存目录", "/mnt/broken");
  }

  @Test
  void reportsInEnglishSayWhatLogsSay() {
    assertThat(DEFECTS)
        .allSatisfy(defect -> assertThat(ENGLISH.of(defect)).isEqualTo(defect.words()));
  }
}
