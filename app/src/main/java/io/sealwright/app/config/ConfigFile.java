package io.sealwright.app.config;

import io.sealwright.app.config.table.Base;
import io.sealwright.app.config.table.Phrase;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.config.table.TableReader;
import io.sealwright.app.config.table.TableReader.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file {@code sealwright.toml}, or the lack of one: then all is as it is unless given. */
public final class ConfigFile {
  /** Far more than all keys take; a file beyond is no configuration. */
  static final int MOST_BYTES = 1 << 20;

  private static final String VARIABLE = "SEALWRIGHT_CONFIG";

  private ConfigFile() {}

  /** What came of reading. */
  public sealed interface Outcome {
    /** What was read, as far as it could be. */
    Reading reading();

    record Sound(Configuration configuration, Reading reading) implements Outcome {}

    record Wrong(List<Problem> problems, Reading reading) implements Outcome {
      public Wrong {
        problems = problems.stream().sorted(Problem.IN_FILE).toList();
      }
    }
  }

  /**
   * The file that counts, if there is one: that given, that of the environment, the user's own, the
   * machine's.
   */
  public static Optional<Path> find(Optional<Path> given, Base base) {
    return given
        .or(() -> base.variable(VARIABLE).map(Path::of))
        .or(() ->
            Stream.of(
                    base.home().resolve(".sealwright/sealwright.toml"),
                    Path.of("/etc/sealwright/sealwright.toml"))
                .filter(Files::isRegularFile)
                .findFirst());
  }

  /** Reads a file whose content is too large, or is no text, as one with a problem. */
  public static Outcome read(Path file, Base base) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      return unreadable(Phrase.of("config.problem.too_large", MOST_BYTES), base);
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return read(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), base);
    } catch (CharacterCodingException _) {
      return unreadable(Phrase.of("config.problem.no_text"), base);
    }
  }

  /** Reads the text of a file; an empty one is as none. */
  public static Outcome read(String text, Base base) {
    Reading reading = TableReader.read(Keys.ALL, text, base);
    List<Problem> problems = new ArrayList<>(reading.problems());
    if (!reading.isTorn()) {
      problems.addAll(Combinations.of(reading));
    }
    return problems.isEmpty()
        ? new Outcome.Sound(new Assembly(reading).configuration(), reading)
        : new Outcome.Wrong(problems, reading);
  }

  private static Outcome unreadable(Phrase why, Base base) {
    Reading reading = TableReader.read(Keys.ALL, "", base);
    return new Outcome.Wrong(List.of(new Problem(1, "", why)), reading);
  }
}
