package io.sealwright.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Paths of which one does not answer. */
final class PathQuestionsTest {
  private static final Path WELL = Path.of("/well");
  private static final Path HUNG = Path.of("/hung");

  @Test
  void aPathThatHangsIsSilentUntilItAnswersAndKeepsNoOtherWaiting() throws Exception {
    CountDownLatch mount = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    PathQuestions questions = new PathQuestions(Duration.ofMillis(50));
    assertThat(questions.ask(HUNG, () -> answer(mount, answered))).isEmpty();

    PathQuestions patient = new PathQuestions(Duration.ofMinutes(10));
    assertThat(patient.ask(WELL, () -> 7)).contains(7);
    assertThat(questions.ask(HUNG, () -> 1)).as("not asked again").isEmpty();

    mount.countDown();
    answered.await();
    while (questions.ask(HUNG, () -> 2).isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(questions.ask(HUNG, () -> 3)).contains(3);
  }

  /** As a look at files that gives way to a proof: the path has done nothing wrong. */
  @Test
  void aQuestionWhoseAskerIsInterruptedDoesNotMakeThePathSilent() throws Exception {
    CountDownLatch mount = new CountDownLatch(1);
    PathQuestions questions = new PathQuestions(Duration.ofMinutes(10));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> questions.ask(WELL, () -> answer(mount, new CountDownLatch(1))))
        .isInstanceOf(InterruptedException.class);

    mount.countDown();
    assertThat(questions.ask(WELL, () -> 1)).contains(1);
  }

  private static int answer(CountDownLatch mount, CountDownLatch answered) {
    try {
      mount.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    answered.countDown();
    return 0;
  }

  @Test
  void whatAQuestionThrowsIsThrown() {
    PathQuestions questions = new PathQuestions(Duration.ofMinutes(1));
    assertThatThrownBy(() -> questions.ask(WELL, () -> fail(new IOException("gone"))))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }

  private static int fail(IOException failure) throws IOException {
    throw failure;
  }
}
