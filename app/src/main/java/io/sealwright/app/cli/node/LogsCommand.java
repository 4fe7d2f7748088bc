package io.sealwright.app.cli.node;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.lotus.log.LogAssembler;
import io.sealwright.lotus.log.LogEntry;
import io.sealwright.lotus.log.LogLevel;
import io.sealwright.lotus.log.LogTail;
import io.sealwright.proofs.file.DiskWords;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows logs of Lotus with what their lines mean. */
@Command(name = "logs")
public final class LogsCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /** Events shown of what is there already, when following: as {@code tail} does. */
  private static final int LAST_WHEN_FOLLOWING = 10;

  @Parameters(arity = "1..*", paramLabel = "FILE|-")
  List<String> files = new ArrayList<>();

  @Option(names = {"-f", "--follow"})
  boolean follow;

  @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "info")
  LogLevel level = LogLevel.INFO;

  @Option(names = "--only-faults")
  boolean onlyFaults;

  @Option(names = "--last", paramLabel = "N")
  Optional<Integer> last = Optional.empty();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  /** One log that is read. */
  private record Source(String name, LogTail tail, LogAssembler assembler) {}

  @Override
  public Integer call() throws Exception {
    if (last.isPresent() && last.get() < 1) {
      throw CommandFailure.invalid(
          "--last is " + last.get(), "give how many events are wanted, such as 20");
    }
    LogPrinter printer =
        new LogPrinter(
            spec.resourceBundle(),
            spec.commandLine().getOut(),
            output,
            new LogPrinter.Choice(level, onlyFaults, files.size() > 1));
    if (files.contains(STANDARD_INPUT)) {
      readStandardInput(printer);
    } else {
      read(printer);
    }
    printer.summary(spec.commandLine().getErr());
    return ExitCode.DONE.number();
  }

  private void readStandardInput(LogPrinter printer) throws CommandFailure, IOException {
    if (files.size() > 1) {
      throw CommandFailure.invalid("- stands alone", "give files, or pipe one log in");
    }
    LogAssembler assembler = new LogAssembler();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        assembler.accept(line).ifPresent(entry -> printer.print(STANDARD_INPUT, entry));
      }
    }
    assembler.flush().ifPresent(entry -> printer.print(STANDARD_INPUT, entry));
  }

  private void read(LogPrinter printer) throws CommandFailure, InterruptedException {
    List<Source> sources = new ArrayList<>();
    try {
      for (String file : files) {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
          throw CommandFailure.invalid(file + " is a folder", "give the logs that lie in it");
        }
        if (!Files.exists(path)) {
          throw CommandFailure.invalid("file " + file + " is not there", "check the path");
        }
        sources.add(open(path, file));
      }
      for (Source source : sources) {
        readWhatIsThere(source, printer);
      }
      while (follow) {
        for (Source source : sources) {
          readWhatIsNew(source, printer);
        }
        Thread.sleep(LOOK_EVERY);
      }
    } catch (IOException e) {
      throw CommandFailure.failed("a log cannot be read: " + DiskWords.of(e), "check its mode")
          .because(e);
    } finally {
      close(sources);
    }
  }

  private static Source open(Path path, String file) throws CommandFailure, IOException {
    try {
      return new Source(file, LogTail.open(path), new LogAssembler());
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  private static CommandFailure damaged(String file, IOException e) {
    String what = e instanceof EOFException ? " is cut short" : " is damaged: " + e.getMessage();
    return CommandFailure.failed(
            "the gzip file " + file + what, "copy or compress it again from the log it was made of")
        .because(e);
  }

  private void readWhatIsThere(Source source, LogPrinter printer)
      throws CommandFailure, IOException {
    try {
      readToItsEnd(source, printer);
    } catch (EOFException | ZipException e) {
      throw damaged(source.name(), e);
    }
    if (!follow && source.tail().bytes() > 0 && !source.assembler().hasBegun()) {
      throw CommandFailure.invalid(
          source.name() + " is no log: none of its lines begins with a time and a level",
          "give a log of lotus, lotus-miner or lotus-worker, or one of our own");
    }
  }

  private void readToItsEnd(Source source, LogPrinter printer) throws IOException {
    int keep = last.orElse(follow ? LAST_WHEN_FOLLOWING : Integer.MAX_VALUE);
    List<LogEntry> kept = new ArrayList<>();
    for (List<String> lines = source.tail().more();
        !lines.isEmpty();
        lines = source.tail().more()) {
      for (String line : lines) {
        source
            .assembler()
            .accept(line)
            .ifPresent(entry -> keep(kept, entry, keep, source, printer));
      }
    }
    if (!follow) {
      source
          .tail()
          .rest()
          .flatMap(source.assembler()::accept)
          .ifPresent(entry -> keep(kept, entry, keep, source, printer));
    }
    source.assembler().flush().ifPresent(entry -> keep(kept, entry, keep, source, printer));
    kept.forEach(entry -> printer.print(source.name(), entry));
  }

  /** Without a limit an event is printed at once; with one, the last few that would be shown. */
  private static void keep(
      List<LogEntry> kept, LogEntry entry, int most, Source source, LogPrinter printer) {
    if (most == Integer.MAX_VALUE) {
      printer.print(source.name(), entry);
    } else if (printer.isShown(entry)) {
      kept.add(entry);
      if (kept.size() > most) {
        kept.removeFirst();
      }
    }
  }

  /** When nothing more comes, the last event is complete. */
  private static void readWhatIsNew(Source source, LogPrinter printer) throws IOException {
    List<String> lines = source.tail().more();
    Optional<LogEntry> complete = Optional.empty();
    if (lines.isEmpty()) {
      complete = source.assembler().flush();
    }
    for (String line : lines) {
      source.assembler().accept(line).ifPresent(entry -> printer.print(source.name(), entry));
    }
    complete.ifPresent(entry -> printer.print(source.name(), entry));
  }

  private static void close(List<Source> sources) {
    for (Source source : sources) {
      try {
        source.tail().close();
      } catch (IOException _) {
        // It was only read.
      }
    }
  }
}
