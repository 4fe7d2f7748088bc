package io.sealwright.app.cli.config;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.config.Keys;
import io.sealwright.app.config.table.Key;
import io.sealwright.app.config.table.Key.Section;
import io.sealwright.app.config.table.TableReader.Reading;
import io.sealwright.app.config.table.TableText;
import io.sealwright.app.config.table.Values;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** Prints every key with what counts now, and where that comes from; no secrets. */
@Command(name = "show")
final class ShowCommand implements Callable<Integer> {
  @Mixin ConfigOptions config = new ConfigOptions();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandFailure {
    print(config.sound(spec).reading());
    return ExitCode.DONE.number();
  }

  private void print(Reading reading) {
    TableText text = new TableText(Keys.ALL, spec.resourceBundle());
    Reports reports = Reports.of(spec, output);
    reports.print(
        json -> {
          json.writeStringProperty("file", config.file().map(Path::toString).orElse(""));
          json.writeArrayPropertyStart("keys");
          for (Section section : Keys.ALL) {
            for (Values values : reading.many(section.name())) {
              section.keys().forEach(key -> write(json, key, values, text));
            }
          }
          json.writeEndArray();
        },
        () -> reports.out().print(text.effective(reading)));
  }

  private static <T> void write(JsonGenerator json, Key<T> key, Values values, TableText text) {
    json.writeStartObject();
    json.writeStringProperty("key", key.path());
    json.writeName("value");
    Reports.write(json, values.find(key).map(key.form().plain()).orElse(null));
    json.writeName("origin");
    Reports.write(json, values.origin(key).map(text::origin).orElse(null));
    json.writeEndObject();
  }
}
