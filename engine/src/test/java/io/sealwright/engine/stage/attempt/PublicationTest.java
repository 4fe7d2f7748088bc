package io.sealwright.engine.stage.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.stage.attempt.Publication.Install;
import io.sealwright.engine.stage.attempt.Publication.Withdraw;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationTest {
  @TempDir Path folder;

  @Test
  void renamesCanBeDoneAgainWhereverTheyWereInterrupted() throws Exception {
    for (int done = 0; done <= 2; done++) {
      Path root = Files.createDirectory(folder.resolve("" + done));
      Files.writeString(root.resolve("made"), "new");
      Files.writeString(root.resolve("place"), "old");
      Files.writeString(root.resolve("extra"), "extra");
      List<Publication.Step> steps =
          List.of(
              new Install(root.resolve("made"), root.resolve("place"), root.resolve("aside/old")),
              new Withdraw(root.resolve("extra"), root.resolve("aside/extra")));
      for (Publication.Step step : steps.subList(0, done)) {
        step.apply(() -> {});
      }
      new Publication(steps).apply();
      new Publication(steps).apply();
      assertThat(root.resolve("place")).hasContent("new");
      assertThat(root.resolve("aside/old")).hasContent("old");
      assertThat(root.resolve("aside/extra")).hasContent("extra");
      assertThat(root.resolve("extra")).doesNotExist();
    }
  }

  @Test
  void killedBetweenTheTwoRenamesOfAPlaceItGoesOn() throws Exception {
    Files.writeString(folder.resolve("made"), "new");
    Files.createDirectory(folder.resolve("aside"));
    Files.writeString(folder.resolve("aside/old"), "old");
    Install install =
        new Install(folder.resolve("made"), folder.resolve("place"), folder.resolve("aside/old"));
    install.apply(() -> {});
    assertThat(folder.resolve("place")).hasContent("new");
    assertThat(folder.resolve("aside/old")).hasContent("old");
  }

  @Test
  void nothingIsRenamedAnyMoreOnceItMayNotBe() throws Exception {
    for (int most = 0; most <= 2; most++) {
      Path root = Files.createDirectory(folder.resolve("" + most));
      Files.writeString(root.resolve("made"), "new");
      Files.writeString(root.resolve("place"), "old");
      Files.writeString(root.resolve("extra"), "extra");
      Publication publication =
          new Publication(
              List.of(
                  new Install(root.resolve("made"), root.resolve("place"), root.resolve("old")),
                  new Withdraw(root.resolve("extra"), root.resolve("aside"))));
      AtomicInteger left = new AtomicInteger(most);
      assertThatThrownBy(() ->
              publication.apply(() -> {
                if (left.getAndDecrement() == 0) {
                  throw new IllegalStateException("over");
                }
              }))
          .hasMessage("over");
      assertThat(Files.exists(root.resolve("old"))).isEqualTo(most > 0);
      assertThat(Files.exists(root.resolve("made"))).isEqualTo(most < 2);
      assertThat(root.resolve("extra")).exists();
    }
  }

  @Test
  void whatIsNowhereCannotBePublished() {
    Install install =
        new Install(folder.resolve("made"), folder.resolve("place"), folder.resolve("aside"));
    assertThatThrownBy(() -> install.apply(() -> {})).isInstanceOf(NoSuchFileException.class);
  }
}
