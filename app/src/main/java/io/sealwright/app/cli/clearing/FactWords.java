package io.sealwright.app.cli.clearing;

import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.clearing.Fact;
import io.sealwright.engine.storage.TrashName;
import java.util.List;
import java.util.stream.Collectors;

/** The facts a plan rests on, in the words of a language. */
record FactWords(Reports reports) {
  String of(List<Fact> facts) {
    return facts.isEmpty() ? "-" : facts.stream().map(this::of).collect(Collectors.joining("; "));
  }

  private String of(Fact fact) {
    List<String> about = fact.about();
    return switch (fact.kind()) {
      case FILE, PART -> say(fact, List.of(about.get(0), file(about.get(1))));
      case TRASHED ->
          TrashName.parse(about.get(1))
              .map(name ->
                  say(
                      fact,
                      List.of(about.get(0), reports.word("file_kind", name.type()), name.until())))
              .orElseGet(fact::text);
      case NETWORK,
          CHAIN_UNKNOWN,
          NEVER,
          PRE_COMMITTED,
          LIVE,
          FAULTY,
          TERMINATED,
          EXPIRED,
          LAPSED,
          GONE,
          NO_RECORD,
          BLANK_RECORD,
          RECORD,
          HOME,
          SILENT,
          IDLE_HOST,
          JOB,
          PRE_COMMIT_SENT,
          PROOF_SENT,
          TERMINATION_SENT ->
          say(fact, about);
    };
  }

  private String say(Fact fact, List<?> blanks) {
    return reports.word("plan.fact", fact.kind()).formatted(blanks.toArray());
  }

  /** The words for a file of a type that is named as in URLs. */
  String file(String type) {
    return reports.text("file_kind." + type.replace('-', '_'));
  }
}
