import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs google-java-format over every Java source below a folder, or over one source. */
final class Format {
  private Format() {}

  /** The folder, then the formatter's own options. Without sources there is nothing to do. */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      String[] sources = files.filter(Format::isSource).map(Path::toString).toArray(String[]::new);
      if (sources.length > 0) {
        Main.main(Stream.of(options, sources).flatMap(Stream::of).toArray(String[]::new));
      }
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return name.endsWith(".java") && !name.contains("target/") && !name.contains("node_modules/");
  }
}
