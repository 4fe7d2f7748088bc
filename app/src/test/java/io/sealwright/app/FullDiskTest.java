package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are really full or really read-only: small ones in memory, mounted in a user and mount
 * namespace of the program's own. Where that is not allowed a limit on the length of files stands
 * in for a full disk.
 */
final class FullDiskTest {
  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--mount", "--map-root-user", "sh", "-c");

  /** Runs the program, says what is left on the disk, and keeps the exit code. */
  private static final String RUN = "{ \"$@\"; code=$?; find disk -type f >left.txt; exit $code; }";

  @TempDir Path folder;
  private Path work = Path.of("");

  @BeforeEach
  void makeDisk() throws Exception {
    work = Files.createDirectory(folder.resolve("work"));
    Files.createDirectory(work.resolve("disk"));
    new Golden("2k-v1_1").metadata(work);
    new Golden("8m-v1_1").metadata(work);
  }

  @Test
  void aTempDiskThatIsTooSmallIsRefusedWithItsFigures() throws Exception {
    if (namespacesAreAllowed()) {
      RealProgram.Ended ended = onDisk("4m", "true", "8m-v1_1", "disk/temp", "result");
      refused(ended, 3, "free (disk/temp)");
      assertThat(ended.errors().getFirst()).contains("MiB of 4.0 MiB free", "--force-space");
    }
  }

  @Test
  void aTempDiskThatFillsUpIsOneErrorAndLeavesNothingFinished() throws Exception {
    if (namespacesAreAllowed()) {
      RealProgram.Ended ended =
          onDisk("4m", "true", "8m-v1_1", "disk/temp", "result", "--force-space");
      refused(ended, 1, "No space left on device");
    } else {
      refused(limited("8m-v1_1", 4096), 1, "File too large");
    }
  }

  @Test
  void aResultDiskThatFillsUpIsLeftEmptyAndTheNextRunGoesOn() throws Exception {
    if (!namespacesAreAllowed()) {
      return;
    }
    RealProgram.Ended full =
        onDisk("4m", "true", "8m-v1_1", "temp", "disk/result", "--force-space");
    refused(full, 1, "No space left on device");
    assertThat(Golden.files(work.resolve("temp"))).isNotEmpty();

    RealProgram.Ended next = RealProgram.in(work).run(recover("8m-v1_1", "temp", "result"));
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(Golden.sha256(work.resolve("result/sealed/s-t01000-42")))
        .isEqualTo(new Golden("8m-v1_1").sealed(42));
    assertThat(Golden.files(work.resolve("temp"))).isEmpty();
  }

  @Test
  void aReadOnlyDiskIsRefused() throws Exception {
    if (namespacesAreAllowed()) {
      String readOnly = "mount -o remount,ro disk";
      refused(onDisk("4m", readOnly, "2k-v1_1", "disk/temp", "result"), 3, "cannot be written");
      refused(onDisk("4m", readOnly, "2k-v1_1", "temp", "disk/result"), 3, "cannot be written");
    }
  }

  private void refused(RealProgram.Ended ended, int code, String named) throws IOException {
    assertThat(ended.errors()).as(ended.err()).hasSize(1).first().asString().contains(named);
    assertThat(ended.code()).isEqualTo(code);
    assertThat(Golden.files(work.resolve("result"))).isEmpty();
    if (namespacesAreAllowed()) {
      assertThat(Files.readString(work.resolve("left.txt"))).isEmpty();
    }
  }

  private RealProgram.Ended onDisk(
      String size, String then, String metadata, String temp, String result, String... more)
      throws IOException, InterruptedException {
    String mount = "mount -t tmpfs -o size=" + size + ",mode=777 none disk";
    String script = String.join(" && ", mount, then, RUN);
    return started(script, NAMESPACE, recover(metadata, temp, result, more));
  }

  private RealProgram.Ended limited(String metadata, int blocks)
      throws IOException, InterruptedException {
    String script = "ulimit -f " + blocks + "; exec \"$@\"";
    return started(script, List.of("sh", "-c"), recover(metadata, "temp", "result"));
  }

  private RealProgram.Ended started(String script, List<String> shell, String... arguments)
      throws IOException, InterruptedException {
    List<String> prefix = new ArrayList<>(shell);
    prefix.addAll(List.of(script, "sh"));
    return RealProgram.in(work).startedBy(prefix).run(arguments);
  }

  private static String[] recover(String metadata, String temp, String result, String... more) {
    List<String> line = new ArrayList<>(List.of("recover", "42"));
    line.addAll(List.of("--sectors-recovery-metadata", metadata + ".json"));
    line.addAll(List.of("--sealing-temp", temp, "--sealing-result", result));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  private static boolean namespacesAreAllowed() throws IOException {
    String probe = String.join(" ", NAMESPACE) + " 'mount -t tmpfs none /mnt'";
    try {
      boolean allowed = new ProcessBuilder("sh", "-c", probe).start().waitFor() == 0;
      if (!allowed) {
        System.out.println("No user namespaces here: full disks are tried by a file-size limit.");
      }
      return allowed;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
