package io.sealwright.app.cli.devchain;

import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.devchain.node.Faults;
import io.sealwright.devchain.node.Faults.Answering;
import io.sealwright.devchain.node.Faults.Stranded;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what goes wrong on purpose. */
record DrillReport(Report report) {
  void print(Faults faults) {
    if (report.format() == OutputFormat.TABLE && faults.equals(Faults.NONE)) {
      report.out().println(report.word("drill.none"));
      report.out().flush();
      return;
    }
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put("stuck_head", faults.stuckHead());
    rest.put("least_base_fee", faults.baseFee().map(Report.Price::new).orElse(null));
    rest.put(
        "stranded",
        faults.stranded().isEmpty() && report.format() == OutputFormat.TABLE
            ? null
            : faults.stranded().stream().map(DrillReport::stranded).toList());
    rest.put("forget_states", faults.forgetStates() < 0 ? null : faults.forgetStates());
    report.rows("answers", faults.answers().stream().map(DrillReport::answering).toList(), rest);
  }

  private static Map<String, @Nullable Object> answering(Answering answering) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("methods", answering.methods());
    facts.put("every", answering.every());
    facts.put("delay_ms", answering.delay().toMillis());
    facts.put("error", answering.error().orElse(null));
    return facts;
  }

  /** In the form in which it is asked for. */
  private static String stranded(Stranded stranded) {
    return switch (stranded) {
      case Stranded.ByCid(var cid) -> cid.toString();
      case Stranded.ByNonce(var sender, long nonce) ->
          sender.text(NetworkLetter.TESTNET) + "/" + Long.toUnsignedString(nonce);
      case Stranded.ByMethod(var method) -> "method:" + method.number();
    };
  }
}
