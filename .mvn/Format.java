import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Runs google-java-format over every source below {@code src} of the current module. */
final class Format {
  private Format() {}

  /** {@code options} are the formatter's own; a module without sources has nothing to format. */
  public static void main(String... options) throws IOException {
    Path sources = Path.of("src");
    if (!Files.isDirectory(sources)) {
      return;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      String[] java =
          files.map(Path::toString).filter(file -> file.endsWith(".java")).toArray(String[]::new);
      if (java.length > 0) {
        Main.main(Stream.concat(Stream.of(options), Stream.of(java)).toArray(String[]::new));
      }
    }
  }
}
