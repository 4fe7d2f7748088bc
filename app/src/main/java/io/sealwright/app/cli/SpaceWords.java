package io.sealwright.app.cli;

import io.sealwright.engine.recovery.space.Bytes;
import io.sealwright.engine.recovery.space.Preflight.Figure;
import io.sealwright.engine.recovery.space.Preflight.Lack;
import io.sealwright.engine.recovery.space.Preflight.Verdict;
import java.nio.file.Path;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** What a recovery takes of disks and memory, in the words of a language. */
record SpaceWords(ResourceBundle words) {
  /** A line. */
  String line(Figure figure) {
    return say("line", figure(figure));
  }

  /** A line on what is gone without, as the operator wants it. */
  String warning(Verdict.TooLittle few) {
    return say(
        "warning",
        few.lacks().stream().map(this::of).collect(Collectors.joining(say("between_reasons"))));
  }

  private String of(Lack lack) {
    return switch (lack) {
      case Lack.Access(Path folder) -> say("access", folder);
      case Lack.Room(Figure figure) -> say("room", figure(figure));
      case Lack.OfMemory(long needed, long there) ->
          say("memory", Bytes.words(needed), Bytes.words(there));
    };
  }

  private String figure(Figure figure) {
    return say(
        "figure",
        String.join(say("between_names"), figure.names()),
        Bytes.words(figure.needed()),
        Bytes.words(figure.place().free()),
        figure.place().folder());
  }

  private String say(String key, Object... blanks) {
    return words.getString("recover.space." + key).formatted(blanks);
  }
}
