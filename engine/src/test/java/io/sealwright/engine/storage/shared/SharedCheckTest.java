package io.sealwright.engine.storage.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.storage.shared.Finding.Kind;
import io.sealwright.engine.storage.shared.SharedCheck.Expected;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.proofs.file.DiskFault;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reports of hosts mean together. */
final class SharedCheckTest {
  private static final String PATH = "one";
  private static final List<String> ALL = List.of("a", "b", "c");

  private static Sight sight(String host) {
    return new Sight(
        host,
        PATH,
        "/mnt/s",
        PATH,
        Optional.empty(),
        Optional.empty(),
        false,
        1L << 40,
        1L << 39,
        3,
        7,
        0,
        "d1",
        ALL);
  }

  private static Optional<DiskFault> told(String words) {
    return Optional.of(words).filter(text -> !text.isEmpty()).map(DiskFault.Told::new);
  }

  private static Sight failing(String host, String error, String writeError, boolean readOnly) {
    return failing(host, told(error), told(writeError), readOnly);
  }

  private static Sight failing(
      String host, Optional<DiskFault> error, Optional<DiskFault> writeError, boolean readOnly) {
    return new Sight(
        host,
        PATH,
        "/mnt/s",
        PATH,
        error,
        writeError,
        readOnly,
        1L << 40,
        1L << 39,
        3,
        7,
        0,
        "d1",
        ALL);
  }

  private static SharedCheck check(Sight... sights) {
    return new SharedCheck(
        Set.copyOf(ALL),
        ALL.stream().map(host -> new Expected(PATH, host, "/mnt/s")).toList(),
        Arrays.asList(sights));
  }

  private static List<String> found(SharedCheck check) {
    return check.findings().stream()
        .map(finding -> finding.host() + " " + finding.kind() + " " + finding.about())
        .toList();
  }

  private static List<String> ofSecond(UnaryOperator<Sight> change) {
    Sight second = change.apply(sight("b"));
    return found(check(sight("a"), second, sight("c")));
  }

  @Test
  void hostsThatSeeTheSameAreSound() {
    SharedCheck check = check(sight("a"), sight("b"), sight("c"));
    assertThat(check.findings()).isEmpty();
    assertThat(check.isComplete()).isTrue();
  }

  @Test
  void aHostThatDoesNotReportIsFoundAndWaitedFor() {
    SharedCheck check = check(sight("a"), sight("c"));
    assertThat(found(check)).containsExactly("b NO_REPORT []");
    assertThat(check.isComplete()).isFalse();
  }

  @Test
  void twoDisksUnderOneNameAreToldByTheirMarks() {
    Sight apart = sight("b").withSeen(List.of("b"));
    SharedCheck check =
        check(sight("a").withSeen(List.of("a", "c")), apart, sight("c").withSeen(ALL));
    assertThat(found(check)).containsExactly("a MARKS_UNSEEN [b]", "b MARKS_UNSEEN [a, c]");
    assertThat(check.isComplete()).isFalse();
  }

  @Test
  void nobodyWaitsForTheMarkOfAHostThatLeftNone() {
    Sight reader = failing("b", "", "Read-only file system", true);
    SharedCheck check =
        check(
            sight("a").withSeen(List.of("a", "c")), reader, sight("c").withSeen(List.of("a", "c")));
    assertThat(found(check)).containsExactly("b READ_ONLY []");
    assertThat(check.isComplete()).isTrue();
    assertThat(Kind.READ_ONLY.isFault()).isFalse();
  }

  @Test
  void whatIsWrongWithOneHostIsNamed() {
    assertThat(ofSecond(_ -> failing("b", "x: Stale file handle", "", false)))
        .containsExactly("b STALE_HANDLE [x: Stale file handle]");
    assertThat(ofSecond(_ -> failing("b", "/mnt/s is no storage path", "", false)))
        .containsExactly("b UNREADABLE [/mnt/s is no storage path]");
    DiskFault gone = new DiskFault.Missing("/mnt/s/sectorstore.json");
    assertThat(ofSecond(_ -> failing("b", Optional.of(gone), Optional.empty(), false)))
        .containsExactly("b UNREADABLE [/mnt/s/sectorstore.json is not there]");
    assertThat(ofSecond(_ -> failing("b", "", "Permission denied", false)))
        .containsExactly("b NOT_WRITABLE [Permission denied]");
  }

  @Test
  void anotherPathOtherFilesOrAnotherFileSystemIsFound() {
    Sight b = sight("b");
    assertThat(
            ofSecond(_ ->
                new Sight(
                    "b",
                    PATH,
                    "/mnt/s",
                    "two",
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    b.capacity(),
                    b.free(),
                    3,
                    7,
                    0,
                    "d1",
                    ALL)))
        .containsExactly("b OTHER_PATH [two]");
    assertThat(
            ofSecond(_ ->
                new Sight(
                    "b",
                    PATH,
                    "/mnt/t",
                    PATH,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    1L << 30,
                    1L << 20,
                    2_001,
                    6,
                    0,
                    "d2",
                    ALL)))
        .containsExactly(
            "b SLOW [2001]",
            "b FULL [1048576]",
            "b OTHER_FILES [a]",
            "b OTHER_SIZE [a]",
            "b OTHER_FOLDER [/mnt/t, a, /mnt/s]");
  }

  @Test
  void aPathOfSeveralHostsIsMissedOnTheOthers() {
    SharedCheck two =
        new SharedCheck(
            Set.copyOf(ALL),
            List.of(new Expected(PATH, "a", "/mnt/s"), new Expected(PATH, "b", "/mnt/s")),
            List.of(sight("a"), sight("b")));
    assertThat(found(two)).containsExactly("c NOT_THERE []");
    SharedCheck own =
        new SharedCheck(
            Set.copyOf(ALL), List.of(new Expected(PATH, "a", "/mnt/s")), List.of(sight("a")));
    assertThat(own.findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aReportTravelsWhole(DiskFault fault) throws Exception {
    Sight sight = failing("b", Optional.empty(), Optional.of(fault), true);
    String text = RpcJson.write(Sight.FORM.encode(sight));
    assertThat(Sight.FORM.decode(RpcJson.parse(text))).isEqualTo(sight);
  }

  private static List<DiskFault> faults() {
    return List.of(
        new DiskFault.Missing("/mnt/s/sectorstore.json"),
        new DiskFault.Denied("/mnt/s/sealed"),
        new DiskFault.NotAFolder("/mnt/s/cache"),
        new DiskFault.InTheWay("/mnt/s/.sealwright-check"),
        new DiskFault.Told("Read-only file system"));
  }
}
