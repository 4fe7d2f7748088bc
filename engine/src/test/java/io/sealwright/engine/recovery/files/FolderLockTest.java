package io.sealwright.engine.recovery.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  @TempDir Path folder;

  @Test
  void aFolderHasOneHolderAtATime() throws Exception {
    Path held = folder.resolve("a/b");
    try (FolderLock _ = FolderLock.take(held).orElseThrow()) {
      assertThat(FolderLock.take(held)).isEmpty();
    }
    try (FolderLock again = FolderLock.take(held).orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  /** The system's lock, seen by another process, not this process's own memory of it. */
  @Test
  void anotherProcessIsKeptOutEvenAfterAThreadHereAskedInVain() throws Exception {
    Path held = folder.resolve("held");
    try (FolderLock _ = FolderLock.take(held).orElseThrow()) {
      assertThat(FolderLock.take(held)).isEmpty();
      assertThat(takenByAnotherProcess(held)).isEqualTo("held elsewhere");
    }
    assertThat(takenByAnotherProcess(held)).isEqualTo("taken");
  }

  /** Another JVM, which takes the folder by the same code. */
  public static void main(String... folders) throws IOException {
    System.out.println(
        FolderLock.take(Path.of(folders[0])).isPresent() ? "taken" : "held elsewhere");
  }

  private static String takenByAnotherProcess(Path folder) throws IOException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FolderLockTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void aRenamedFolderIsHeldUnderItsNewNameOnly() throws Exception {
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    try (FolderLock lock = FolderLock.take(before).orElseThrow()) {
      lock.moveTo(after);
      assertThat(before).doesNotExist();
      assertThat(FolderLock.take(after)).isEmpty();
      assertThat(takenByAnotherProcess(after)).isEqualTo("held elsewhere");
      assertThat(takenByAnotherProcess(before)).isEqualTo("taken");
    }
    assertThat(takenByAnotherProcess(after)).isEqualTo("taken");
  }

  @Test
  void aHolderMayRemoveTheFolder() throws Exception {
    Path held = folder.resolve("held");
    try (FolderLock _ = FolderLock.take(held).orElseThrow()) {
      Files.writeString(held.resolve("work"), "done");
      Scratch.discardFolder(held);
    }
    assertThat(held).doesNotExist();
    try (FolderLock _ = FolderLock.take(held).orElseThrow()) {
      assertThat(held).isDirectory();
    }
  }

  @Test
  void whatIsToStayStays() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept"), "x");
    Files.createDirectories(folder.resolve("sub/deep"));
    Files.writeString(folder.resolve("sub/deep/file"), "x");
    Scratch.discardFolder(folder, Set.of(kept));
    assertThat(folder)
        .isDirectoryContaining("glob:**/kept")
        .isDirectoryNotContaining("glob:**/sub");
  }

  @Test
  void aLinkIsRemovedAndNotWhatItPointsTo() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("precious"), "x");
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Files.createSymbolicLink(scratch.resolve("link"), outside);
    Scratch.discardFolder(scratch);
    assertThat(scratch).doesNotExist();
    assertThat(precious).exists();
  }
}
