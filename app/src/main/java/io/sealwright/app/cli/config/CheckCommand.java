package io.sealwright.app.cli.config;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.config.ConfigFile.Outcome;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Names all that is wrong in a configuration. */
@Command(name = "check")
final class CheckCommand implements Callable<Integer> {
  @Mixin ConfigOptions config = new ConfigOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandFailure {
    Reports reports = Reports.of(spec, output);
    return switch (config.outcome()) {
      case Outcome.Sound _ -> {
        print(reports, List.of());
        yield ExitCode.DONE.number();
      }
      case Outcome.Wrong(List<Problem> problems, _) -> {
        print(reports, problems);
        yield ExitCode.INVALID.number();
      }
    };
  }

  private void print(Reports reports, List<Problem> problems) {
    String file = config.file().map(Path::toString).orElse("");
    reports.print(
        json -> {
          json.writeStringProperty("file", file);
          json.writeStringProperty("status", problems.isEmpty() ? "sound" : "wrong");
          json.writeArrayPropertyStart("problems");
          problems.forEach(problem -> write(json, problem));
          json.writeEndArray();
        },
        () -> {
          problems.forEach(problem -> reports.out().println(problem.in(reports.words())));
          if (!problems.isEmpty()) {
            reports.line("config.wrong", problems.size());
          } else if (file.isEmpty()) {
            reports.line("config.none");
          } else {
            reports.line("config.sound", file);
          }
        });
  }

  private void write(JsonGenerator json, Problem problem) {
    json.writeStartObject();
    json.writeNumberProperty("line", problem.line());
    json.writeStringProperty("key", problem.key());
    json.writeStringProperty("problem", problem.phrase().in(spec.resourceBundle()));
    json.writeEndObject();
  }
}
