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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** Limits that may be lifted for a file. */
  enum Limit {
    WIDTH_OF_LINES,
    LENGTH_OF_METHODS,
    NUMBER_OF_PARAMETERS,
    LENGTH_OF_FILES,
    NAMES_OF_TYPES
  }

  private record Exemption(Limit limit, String file, String reason) {}

  /** A place that is beyond a limit. */
  private record Breach(String file, String place) {}

  private static final List<Exemption> EXEMPTIONS =
      List.of(
          hotLoop(Limit.NUMBER_OF_PARAMETERS, "graph/Blake2bLanes"),
          hotLoop(Limit.LENGTH_OF_METHODS, "curve/Fp"),
          hotLoop(Limit.NUMBER_OF_PARAMETERS, "curve/Fp"),
          hotLoop(Limit.NUMBER_OF_PARAMETERS, "curve/Fp2"),
          hotLoop(Limit.NUMBER_OF_PARAMETERS, "curve/Group"),
          new Exemption(
              Limit.NAMES_OF_TYPES,
              "proofs/src/main/java/io/sealwright/proofs/porep/SectorData.java",
              "the data of a sector is what the protocol calls it"));

  private static final Sources SOURCES = Sources.ofRepository();
  private static final List<Path> JAVA = SOURCES.java();
  private static final List<Outline> OUTLINES = Outline.of(JAVA);

  private static Exemption hotLoop(Limit limit, String type) {
    return new Exemption(
        limit,
        "proofs/src/main/java/io/sealwright/proofs/" + type + ".java",
        "an innermost loop keeps its values in registers: no views of arrays, no calls");
  }

  @ParameterizedTest
  @EnumSource
  void limitsAreKeptButWhereAReasonIsGiven(Limit limit) {
    assertThat(breaches(limit).filter(breach -> !isExempt(limit, breach.file()))).isEmpty();
  }

  @Test
  void everyExemptionIsNeededAndHasAReason() {
    assertThat(EXEMPTIONS)
        .allSatisfy(exemption -> {
          assertThat(exemption.reason()).isNotBlank();
          assertThat(breaches(exemption.limit())).anyMatch(isIn(exemption.file()));
        });
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
            .filter(file -> SOURCES.name(file).contains("/src/main/"))
            .map(file -> file.resolveSibling("package-info.java"))
            .distinct()
            .filter(file -> !JAVA.contains(file) || !isDescribed(file))
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(JAVA.stream().flatMap(file -> lines(file, LEFT_OVER.asPredicate()))).isEmpty();
  }

  @Test
  void noTestIsSkipped() {
    assertThat(JAVA.stream().flatMap(file -> lines(file, SKIPPED.asPredicate()))).isEmpty();
  }

  @Test
  void nothingSpeaksOfTheMachineItWasWrittenOn() {
    assertThat(SOURCES.text().stream().flatMap(file -> lines(file, HOME_OF_SOMEBODY.asPredicate())))
        .isEmpty();
  }

  private static Stream<Breach> breaches(Limit limit) {
    return switch (limit) {
      case WIDTH_OF_LINES ->
          JAVA.stream().flatMap(file -> lines(file, line -> columns(line) > LINE_COLUMNS));
      case LENGTH_OF_METHODS -> methods(method -> method.lines() > METHOD_LINES);
      case NUMBER_OF_PARAMETERS -> methods(method -> method.parameters() > PARAMETERS);
      case LENGTH_OF_FILES ->
          JAVA.stream()
              .filter(file -> Sources.lines(file).size() > mostLines(file))
              .map(file -> new Breach(SOURCES.name(file), "the whole file"));
      case NAMES_OF_TYPES ->
          OUTLINES.stream()
              .flatMap(outline ->
                  outline.types().stream()
                      .filter(type -> EMPTY_NAME.matcher(type).matches())
                      .map(type -> new Breach(SOURCES.name(outline.file()), type)));
    };
  }

  private static Stream<Breach> lines(Path file, Predicate<String> breach) {
    List<String> lines = Sources.lines(file);
    return IntStream.range(0, lines.size())
        .filter(i -> breach.test(lines.get(i)))
        .mapToObj(i -> new Breach(SOURCES.name(file), "line " + (i + 1)));
  }

  private static Stream<Breach> methods(Predicate<Outline.Method> breach) {
    return OUTLINES.stream()
        .flatMap(outline ->
            outline.methods().stream()
                .filter(breach)
                .map(method -> new Breach(SOURCES.name(outline.file()), method.toString())));
  }

  private static boolean isExempt(Limit limit, String file) {
    return EXEMPTIONS.stream()
        .anyMatch(exemption -> exemption.limit() == limit && exemption.file().equals(file));
  }

  private static Predicate<Breach> isIn(String file) {
    return breach -> breach.file().equals(file);
  }

  private static int columns(String line) {
    return line.codePointCount(0, line.length());
  }

  private static int mostLines(Path file) {
    return SOURCES.name(file).contains("/src/test/") ? TEST_FILE_LINES : FILE_LINES;
  }

  /** Whether a package-info has a comment and declares its package free of nulls. */
  private static boolean isDescribed(Path packageInfo) {
    List<String> lines = Sources.lines(packageInfo);
    return lines.getFirst().startsWith("/**") && lines.contains("@NullMarked");
  }
}
