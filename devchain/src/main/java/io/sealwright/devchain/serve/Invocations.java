package io.sealwright.devchain.serve;

import io.sealwright.devchain.vm.Applied;
import io.sealwright.devchain.vm.Call;
import io.sealwright.devchain.vm.GasCost;
import io.sealwright.lotus.node.Invocation;
import io.sealwright.lotus.node.Trace;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What messages did, as Lotus tells it. The machine here keeps which calls were made and how they
 * ended, but neither the single charges of gas nor the state of the actors before each call.
 */
final class Invocations {
  /** DAG-CBOR, as traces number it. */
  private static final long CBOR = 0x51;

  /** The cost of what was only tried. */
  static final Invocation.GasCost FREE =
      new Invocation.GasCost(
          Optional.empty(),
          BigInteger.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO);

  private Invocations() {}

  /** A message of a tipset that was carried out, by the CID it is known by. */
  static Invocation of(Cid cid, Applied applied) {
    return new Invocation(
        cid,
        applied.message(),
        Optional.of(applied.receipt()),
        applied.implicit() ? FREE : cost(cid, applied.cost()),
        trace(applied.call()),
        applied.reason(),
        Duration.ZERO);
  }

  static Trace trace(Call call) {
    Trace.Call made =
        new Trace.Call(
            Address.id(call.from()),
            call.to(),
            call.value(),
            call.method(),
            call.params(),
            codec(call.params()),
            call.gasLimit(),
            false);
    return new Trace(
        made,
        new Trace.Outcome(call.exitCode(), call.returned(), codec(call.returned())),
        Optional.empty(),
        Optional.of(List.of()),
        Optional.of(call.calls().stream().map(Invocations::trace).toList()),
        Optional.empty(),
        Optional.empty());
  }

  private static long codec(ByteString bytes) {
    return bytes.isEmpty() ? 0 : CBOR;
  }

  private static Invocation.GasCost cost(Cid cid, GasCost cost) {
    return new Invocation.GasCost(
        Optional.of(cid),
        BigInteger.valueOf(cost.used()),
        cost.baseFeeBurn(),
        cost.overestimationBurn(),
        cost.minerPenalty(),
        cost.minerTip(),
        cost.refund(),
        cost.total());
  }
}
