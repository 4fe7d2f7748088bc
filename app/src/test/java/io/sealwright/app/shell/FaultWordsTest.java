package io.sealwright.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.file.PositionedFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators read of files. */
final class FaultWordsTest {
  private static final FaultWords CHINESE = new FaultWords(Language.ZH.messages());
  private static final FaultWords ENGLISH = new FaultWords(Language.EN.messages());
  private static final String FILE = "/store/sealed/s-t01000-1";

  private static final List<DiskFault> FAULTS =
      List.of(
          new DiskFault.Missing(FILE),
          new DiskFault.Denied(FILE),
          new DiskFault.NotAFolder(FILE),
          new DiskFault.InTheWay(FILE),
          new DiskFault.OtherLength(FILE, 5, 2048),
          new DiskFault.NoSealingWrites(FILE),
          new DiskFault.OtherCommR(FILE));

  @TempDir private Path folder;

  @Test
  void everyFaultIsToldInTheOperatorsLanguage() {
    assertThat(FAULTS)
        .allSatisfy(fault ->
            assertThat(CHINESE.of(fault))
                .containsPattern("\\p{IsHan}")
                .contains(FILE)
                .doesNotContain("%"));
  }

  @Test
  void reportsInEnglishSayWhatErrorsAndLogsSay() {
    assertThat(FAULTS)
        .allSatisfy(fault -> assertThat(ENGLISH.of(fault)).isEqualTo(DiskWords.of(fault)));
  }

  @Test
  void whatTheSystemSaidStaysAsItWasSaid() {
    assertThat(CHINESE.of(new DiskFault.Told("/temp No space left on device")))
        .isEqualTo("/temp No space left on device");
  }

  @Test
  void aFaultIsFoundInWhatWasThrown() throws Exception {
    Path cut = Files.write(folder.resolve("p_aux"), new byte[63]);
    assertThat(thrown(cut)).isEqualTo(new DiskFault.OtherLength(cut.toString(), 63, 64));
    Path gone = folder.resolve("gone");
    assertThat(thrown(gone)).isEqualTo(new DiskFault.Missing(gone.toString()));
    assertThat(DiskFault.of(new FileAlreadyExistsException(FILE)))
        .isEqualTo(new DiskFault.InTheWay(FILE));
    assertThat(DiskFault.of(new IOException())).isEqualTo(new DiskFault.Told("IOException"));
  }

  private static DiskFault thrown(Path file) {
    try {
      PositionedFile.whole(file, 64);
    } catch (IOException e) {
      return DiskFault.of(e);
    }
    throw new AssertionError(file + " was read");
  }
}
