package io.sealwright.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the text of the source to its limits. A limit may be lifted for one file, by a line in
 * {@link #EXEMPTIONS} that says why.
 */
final class TidyTest {
  private static final int LINE_COLUMNS = 100;
  private static final int METHOD_LINES = 60;
  private static final int FILE_LINES = 500;
  private static final int TEST_FILE_LINES = 700;
  private static final int PARAMETERS = 6;
  private static final int TYPES_IN_A_PACKAGE = 30;

  /** Names that say nothing of what a type is. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Impl|Info|Data)");

  private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO[D]O|FIX[M]E|X[X]X)\\b");
  private static final Pattern SKIPPED = Pattern.compile("@[D]isabled|@[I]gnore\\b");
  private static final Pattern HOME_OF_SOMEBODY =
      Pattern.compile("(?<![\\w.~])/([r]oot|home/\\w+|[U]sers/\\w+|[w]ork)/");

  private static final Pattern NULL_MARKED = Pattern.compile("@NullMarked");

  private enum Limit {
    LINE,
    METHOD,
    PARAMETERS,
    FILE,
    NAME
  }

  private record Exemption(Limit limit, String file, String reason) {}

  private static final List<Exemption> EXEMPTIONS =
      List.of(
          hotLoop("proofs/src/main/java/io/sealwright/proofs/field/Fr.java"),
          hotLoop("proofs/src/main/java/io/sealwright/proofs/graph/Blake2bLanes.java"),
          hotLoop("proofs/src/main/java/io/sealwright/proofs/poseidon/LaneField.java"),
          new Exemption(
              Limit.NAME,
              "proofs/src/main/java/io/sealwright/proofs/porep/SectorData.java",
              "the data of a sector is what the protocol calls it"));

  private static final Sources SOURCES = Sources.ofRepository();
  private static final List<Path> JAVA = SOURCES.java();
  private static final List<Outline> OUTLINES = Outline.of(JAVA);

  /** Arrays, their offsets and a count: views of them would be objects in the innermost loop. */
  private static Exemption hotLoop(String file) {
    return new Exemption(Limit.PARAMETERS, file, "a hot loop sees arrays and offsets");
  }

  @Test
  void linesAreAtMostAHundredColumnsWide() {
    assertThat(
            JAVA.stream()
                .filter(file -> !isExempt(Limit.LINE, file))
                .flatMap(file ->
                    places(file, line -> line.codePointCount(0, line.length()) > LINE_COLUMNS)))
        .isEmpty();
  }

  @Test
  void methodsFitOnAScreen() {
    assertThat(
            OUTLINES.stream()
                .filter(outline -> !isExempt(Limit.METHOD, outline.file()))
                .flatMap(outline -> breaches(outline, method -> method.lines() > METHOD_LINES)))
        .isEmpty();
  }

  @Test
  void methodsTakeFewParameters() {
    assertThat(
            OUTLINES.stream()
                .filter(outline -> !isExempt(Limit.PARAMETERS, outline.file()))
                .flatMap(outline -> breaches(outline, method -> method.parameters() > PARAMETERS)))
        .isEmpty();
  }

  @Test
  void filesAreShort() {
    assertThat(
            JAVA.stream()
                .filter(file -> !isExempt(Limit.FILE, file))
                .filter(file -> Sources.lines(file).size() > mostLines(file))
                .map(SOURCES::name))
        .isEmpty();
  }

  @Test
  void packagesHoldFewTypes() {
    Map<Path, Integer> sizes = new TreeMap<>();
    for (Path file : JAVA) {
      sizes.merge(file.resolveSibling(""), 1, Integer::sum);
    }
    sizes.values().removeIf(size -> size <= TYPES_IN_A_PACKAGE + 1); // One is the package-info.
    assertThat(sizes).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<Path> silent =
        JAVA.stream()
            .map(file -> file.resolveSibling("package-info.java"))
            .distinct()
            .filter(file -> SOURCES.name(file).contains("/src/main/"))
            .filter(file -> !JAVA.contains(file) || !isParagraph(file))
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void namesOfTypesSayWhatTheyAre() {
    assertThat(
            OUTLINES.stream()
                .filter(outline -> !isExempt(Limit.NAME, outline.file()))
                .flatMap(outline -> outline.types().stream())
                .filter(type -> EMPTY_NAME.matcher(type).matches()))
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(JAVA.stream().flatMap(file -> places(file, LEFT_OVER.asPredicate()))).isEmpty();
  }

  @Test
  void noTestIsSkipped() {
    assertThat(JAVA.stream().flatMap(file -> places(file, SKIPPED.asPredicate()))).isEmpty();
  }

  @Test
  void nothingSpeaksOfTheMachineItWasWrittenOn() {
    assertThat(
            SOURCES.text().stream().flatMap(file -> places(file, HOME_OF_SOMEBODY.asPredicate())))
        .isEmpty();
  }

  @Test
  void exemptionsAreOfFilesThatExist() {
    assertThat(EXEMPTIONS)
        .allSatisfy(exemption -> {
          assertThat(SOURCES.root().resolve(exemption.file())).exists();
          assertThat(exemption.reason()).isNotBlank();
        });
  }

  private static Stream<String> places(Path file, Predicate<String> breach) {
    List<String> lines = Sources.lines(file);
    return IntStream.range(0, lines.size())
        .filter(i -> breach.test(lines.get(i)))
        .mapToObj(i -> SOURCES.name(file) + ":" + (i + 1));
  }

  private static Stream<String> breaches(Outline outline, Predicate<Outline.Method> breach) {
    return outline.methods().stream()
        .filter(breach)
        .map(method -> SOURCES.name(outline.file()) + ":" + method.line() + " " + method.name());
  }

  private static boolean isExempt(Limit limit, Path file) {
    return EXEMPTIONS.stream()
        .anyMatch(
            exemption -> exemption.limit() == limit && exemption.file().equals(SOURCES.name(file)));
  }

  private static int mostLines(Path file) {
    return SOURCES.name(file).contains("/src/test/") ? TEST_FILE_LINES : FILE_LINES;
  }

  private static boolean isParagraph(Path packageInfo) {
    List<String> lines = Sources.lines(packageInfo);
    return lines.getFirst().startsWith("/**") && lines.stream().anyMatch(NULL_MARKED.asPredicate());
  }
}
