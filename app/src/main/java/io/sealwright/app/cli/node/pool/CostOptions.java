package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.node.NodeValues;
import io.sealwright.engine.sending.RescueRequest;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What replacing messages may cost. */
final class CostOptions {
  @Option(
      names = "--max-fee",
      paramLabel = "FIL",
      defaultValue = "0.07",
      converter = NodeValues.Fil.class)
  TokenAmount maxFee = RescueRequest.USUAL_MAX_FEE;

  @Option(names = "--max-total", paramLabel = "FIL", converter = NodeValues.Fil.class)
  Optional<TokenAmount> maxTotal = Optional.empty();

  RescueRequest request(Set<Cid> only, boolean evenClear) {
    return new RescueRequest(only, Set.of(), evenClear, maxFee, maxTotal);
  }
}
