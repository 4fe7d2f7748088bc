package io.sealwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the launcher in a small repository whose build writes a jar in a moment, with a JDK whose
 * {@code java} prints how it was called: what is tested is what the launcher decides.
 */
final class LauncherTest {
  private static final String BUILDING = "Building Sealwright";

  @TempDir Path folder;

  private Path root = Path.of("");
  private Path jdk = Path.of("");

  /** What a launcher left behind. */
  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectories(folder.resolve("tree"));
    jdk = jdk("25.0.1", "echo \"$@\"");
    Path repository = repository();
    for (String file : List.of("sealwright", ".mvn/jdk.sh")) {
      Files.createDirectories(root.resolve(file).resolveSibling(""));
      Files.copy(repository.resolve(file), root.resolve(file));
    }
    Files.createDirectories(root.resolve("app/src/main/java"));
    write(root.resolve("pom.xml"), "");
    write(root.resolve("app/pom.xml"), "");
    write(root.resolve("app/src/main/java/A.java"), "");
    script(
        root.resolve("mvnw"),
        "echo built >>builds; sleep 0.3; mkdir -p app/target; echo jar"
            + " >app/target/app-1-program.jar");
  }

  @Test
  void theFirstStartBuildsAndTheSecondDoesNot() throws Exception {
    assertThat(launch("version").err())
        .startsWith(BUILDING)
        .contains(root.toRealPath().resolve("app/target/build.log").toString())
        .hasLineCount(1);
    assertThat(launch("version").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aChangedSourceIsBuilt() throws Exception {
    launch("version");
    age(root.resolve("app/src/main/java/A.java"), Duration.ofHours(-1));
    assertThat(launch("version").err()).startsWith(BUILDING);
  }

  @Test
  void aRemovedSourceIsNoticed() throws Exception {
    launch("version");
    Files.delete(root.resolve("app/src/main/java/A.java"));
    assertThat(launch("version").err()).startsWith(BUILDING);
  }

  @Test
  void twoStartsAtOnceBuildOnce() throws Exception {
    Process first = start(root.resolve("sealwright"), "version");
    Process second = start(root.resolve("sealwright"), "version");
    assertThat(List.of(outcome(first).code(), outcome(second).code())).containsOnly(0);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void whoWaitsForTheBuildOfAnotherIsTold() throws Exception {
    Process other =
        new ProcessBuilder("flock", root.resolve("app").toString(), "sh", "-c", "echo; cat")
            .start();
    assertThat(other.getInputStream().read()).isEqualTo('\n');
    Process waiting = start(root.resolve("sealwright"), "version");
    assertThat(waiting.errorReader().readLine())
        .isEqualTo("Waiting for another sealwright that builds the program here");
    other.getOutputStream().close();
    assertThat(other.waitFor()).isZero();
    assertThat(outcome(waiting).code()).isZero();
  }

  @Test
  void aBuildThatFailsShowsWhyAndStartsNothing() throws Exception {
    script(root.resolve("mvnw"), "echo '[INFO] working'; echo '[ERROR] A.java is wrong'; exit 1");
    Outcome outcome = launch("version");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("A.java is wrong")
        .contains("error: the build failed; ")
        .doesNotContain("working");
  }

  @Test
  void itStartsFromAnyFolderAndThroughLinks() throws Exception {
    Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("tree/sealwright"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    assertThat(outcome(start(far, "version", "--verbose")).out())
        .endsWith("/tree/app/target/program/sealwright.jar version --verbose\n");
  }

  @Test
  void argumentsArriveAsTheyWere() throws Exception {
    jdk = jdk("25.0.1", "printf '[%s]' \"$@\"");
    assertThat(launch("version", "two words", "", "*").out()).endsWith("[two words][][*]");
  }

  @Test
  void theProgramsExitCodeIsTheLaunchers() throws Exception {
    jdk = jdk("25.0.1", "exit 7");
    assertThat(launch("version").code()).isEqualTo(7);
  }

  @Test
  void theProgramIsTheLaunchersOwnProcess() throws Exception {
    launch("version");
    jdk = jdk("25.0.1", "echo $$");
    Process process = start(root.resolve("sealwright"), "recover");
    assertThat(outcome(process).out().strip()).isEqualTo(String.valueOf(process.pid()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seal", "unseal", "commp", "audit", "recover", "demo"})
  void commandsThatHashGetTheVectorApi(String command) throws Exception {
    assertThat(launch("--lang", "zh", command).out())
        .contains("--add-modules jdk.incubator.vector");
  }

  @Test
  void otherCommandsDoNot() throws Exception {
    assertThat(launch("version").out()).doesNotContain("jdk.incubator.vector");
  }

  @Test
  void onlyTheNoticeOfTheVectorApiIsKeptFromStandardError() throws Exception {
    launch("version");
    jdk =
        jdk(
            "25.0.1",
            "echo before >&2; echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2;"
                + " echo 'WARNING: another' >&2");
    // Here a pipe waits for the filter, which may end after the program.
    Process process = start(Path.of("sh"), "-c", "tree/sealwright demo 2>&1 >/dev/null | cat");
    assertThat(outcome(process).out()).isEqualTo("before\nWARNING: another\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15", "24", "1.8.0_402"})
  void aJdkThatIsTooOldIsRefused(String version) throws Exception {
    jdk = jdk(version, "echo started");
    Outcome outcome = launch("version");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).startsWith("error: SEALWRIGHT_JAVA_HOME is ").hasLineCount(1);
    assertThat(root.resolve("builds")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "25.0.3", "26-ea"})
  void aJdkThatIsNewEnoughIsUsed(String version) throws Exception {
    jdk = jdk(version, "echo started");
    assertThat(launch("version").out()).isEqualTo("started\n");
  }

  private Outcome launch(String... arguments) throws Exception {
    return outcome(start(root.resolve("sealwright"), arguments));
  }

  private Process start(Path launcher, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
    builder.directory(folder.toFile());
    builder.environment().putAll(Map.of("SEALWRIGHT_JAVA_HOME", jdk.toString()));
    return builder.start();
  }

  private static Outcome outcome(Process process) throws Exception {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private long builds() throws IOException {
    return Files.readAllLines(root.resolve("builds")).size();
  }

  /** A folder that says it is a JDK of a version, and whose {@code java} is a script. */
  private Path jdk(String version, String java) throws IOException {
    Path jdk = Files.createDirectories(folder.resolve("jdk-" + version));
    Files.createDirectories(jdk.resolve("bin"));
    write(jdk.resolve("release"), "IMPLEMENTOR=\"us\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/javac"), "");
    script(jdk.resolve("bin/java"), java);
    return jdk;
  }

  private static void script(Path file, String body) throws IOException {
    write(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.resolve("..").normalize();
    }
    return folder;
  }
}
