package io.sealwright.lotus.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of lines that grow, are rotated, or are compressed. */
final class LogTailTest {
  @TempDir Path folder;

  private Path log;

  @BeforeEach
  void begin() throws IOException {
    log = Files.writeString(folder.resolve("logs"), "one\ntwo\n");
  }

  @Test
  void whatIsAddedIsRead() throws IOException {
    try (LogTail tail = LogTail.open(log)) {
      assertThat(lines(tail)).containsExactly("one", "two");
      Files.writeString(log, "thr", APPEND);
      assertThat(lines(tail)).isEmpty();
      Files.writeString(log, "ee\nfour", APPEND);
      assertThat(lines(tail)).containsExactly("three");
      assertThat(tail.rest()).contains("four");
    }
  }

  @Test
  void aRotatedFileIsReadToItsEndAndThenTheNewOne() throws IOException {
    try (LogTail tail = LogTail.open(log)) {
      assertThat(lines(tail)).containsExactly("one", "two");
      Files.writeString(log, "last of the old\n", APPEND);
      Files.move(log, folder.resolve("logs.1"));
      assertThat(lines(tail)).containsExactly("last of the old");
      assertThat(lines(tail)).isEmpty();
      Files.writeString(log, "first of the new\n");
      assertThat(lines(tail)).containsExactly("first of the new");
    }
  }

  @Test
  void aFileThatIsBegunAnewIsReadAnew() throws IOException {
    try (LogTail tail = LogTail.open(log)) {
      assertThat(lines(tail)).containsExactly("one", "two");
      Files.writeString(log, "new\n");
      assertThat(lines(tail)).containsExactly("new");
    }
  }

  @Test
  void aCompressedFileIsReadOnce() throws IOException {
    Path compressed = folder.resolve("logs.2.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(Files.readAllBytes(log));
    }
    try (LogTail tail = LogTail.open(compressed)) {
      assertThat(lines(tail)).containsExactly("one", "two");
    }
  }

  @Test
  void anEndlessLineIsCut() throws IOException {
    Files.writeString(log, "x".repeat(LogTail.MAX_LINE + 5) + "\nafter\n");
    try (LogTail tail = LogTail.open(log)) {
      List<String> lines = lines(tail);
      assertThat(lines).hasSize(2);
      assertThat(lines.getFirst()).hasSize(LogTail.MAX_LINE);
    }
  }

  /** Reads until there is nothing new, twice over: the first time may find the file replaced. */
  private static List<String> lines(LogTail tail) throws IOException {
    List<String> lines = new ArrayList<>();
    int quiet = 0;
    while (quiet < 2) {
      List<String> more = tail.more();
      quiet = more.isEmpty() ? quiet + 1 : 0;
      lines.addAll(more);
    }
    return lines;
  }
}
