package io.sealwright.app.cli.node.wallet;

import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.sending.RescueRequest;
import io.sealwright.protocol.amount.TokenAmount;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a message is sent. */
final class SendOptions {
  @Option(
      names = "--max-fee",
      paramLabel = "FIL",
      defaultValue = "0.07",
      converter = NodeValues.Fil.class)
  TokenAmount maxFee = RescueRequest.USUAL_MAX_FEE;

  @Option(names = "--apply")
  boolean apply;

  @Option(names = "--wait")
  boolean wait;

  @Option(names = "--confidence", paramLabel = "EPOCHS", defaultValue = "1")
  int confidence = 1;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = NodeValues.Time.class)
  Duration timeout = Duration.ofMinutes(10);

  void check() throws CommandFailure {
    if (confidence < 0) {
      throw CommandFailure.invalid(
          "--confidence is " + confidence, "give how many epochs are to follow, 0 or more");
    }
  }
}
