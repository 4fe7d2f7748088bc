package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BYTES;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.DURATION;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.node.Trace;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.UnexpectedJson;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.message.ExitCode;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The form of a trace. What nodes of v1.13 had no word for reads as zero. */
final class TraceJson {
  private static final JsonForm<Trace.Outcome> OUTCOME =
      RecordForm.of(
          "types.ReturnTrace",
          Trace.Outcome.class,
          field("ExitCode", JsonForm.I64.mapped("exitcode", ExitCode::new, ExitCode::code)),
          field("Return", BYTES),
          field("ReturnCodec", UNSIGNED.orIfAbsent(0L)));

  private static final JsonForm<Trace.Charge> CHARGE =
      RecordForm.of(
          "types.GasTrace",
          Trace.Charge.class,
          field("Name", JsonForm.TEXT),
          field("tg", JsonForm.I64),
          field("cg", JsonForm.I64),
          field("sg", JsonForm.I64),
          field("tt", DURATION));

  private static final JsonForm<Trace.Access> ACCESS =
      RecordForm.of(
          "types.TraceIpld",
          Trace.Access.class,
          field("Op", JsonForm.TEXT.mapped("types.Op", TraceJson::operation, TraceJson::word)),
          field("Cid", CID),
          field("Size", UNSIGNED));

  private final JsonForm<Trace.Call> call;
  private final JsonForm<Trace.InvokedActor> actor;
  private final JsonForm<Trace> trace;

  private TraceJson(ChainJson chain, JsonForm<Address> address) {
    call =
        RecordForm.of(
            "types.MessageTrace",
            Trace.Call.class,
            field("From", address),
            field("To", address),
            field("Value", AMOUNT),
            field("Method", ValueJson.METHOD),
            field("Params", BYTES),
            field("ParamsCodec", UNSIGNED.orIfAbsent(0L)),
            field("GasLimit", UNSIGNED.orIfAbsent(0L)),
            field("ReadOnly", JsonForm.BOOL.orIfAbsent(false)));
    actor =
        RecordForm.of(
            "types.ActorTrace",
            Trace.InvokedActor.class,
            field("Id", UNSIGNED),
            field("State", chain.actor()));
    trace =
        RecordForm.of(
            "types.ExecutionTrace",
            Trace.class,
            field("Msg", call),
            field("MsgRct", OUTCOME),
            sometimes("InvokedActor", actor),
            field("GasCharges", CHARGE.list().optional()),
            field(
                "Subcalls",
                new JsonForm<>("[]types.ExecutionTrace", this::readCalls, this::writeCalls)
                    .optional()),
            sometimes("Logs", JsonForm.TEXT.list()),
            sometimes("IpldOps", ACCESS.list()));
  }

  private static Trace.Access.Operation operation(String word) {
    return switch (word) {
      case "Get" -> Trace.Access.Operation.GET;
      case "Put" -> Trace.Access.Operation.PUT;
      default -> throw new IllegalArgumentException("no operation: " + word);
    };
  }

  private static String word(Trace.Access.Operation operation) {
    return switch (operation) {
      case GET -> "Get";
      case PUT -> "Put";
    };
  }

  static JsonForm<Trace> of(ChainJson chain, JsonForm<Address> address) {
    return new TraceJson(chain, address).trace;
  }

  /** Calls are traces in a trace; this form is complete by the time one is read. */
  private List<Trace> readCalls(JsonNode node) throws UnexpectedJson {
    return trace.list().decode(node);
  }

  private JsonNode writeCalls(List<Trace> calls) {
    return trace.list().encode(calls);
  }
}
