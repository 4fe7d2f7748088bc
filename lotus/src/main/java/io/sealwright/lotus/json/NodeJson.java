package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BIG;
import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.DURATION;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.TIME;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.key.WrittenKey;
import io.sealwright.lotus.node.BlockMessages;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.node.HeadChange;
import io.sealwright.lotus.node.HeadChange.Kind;
import io.sealwright.lotus.node.Invocation;
import io.sealwright.lotus.node.MessageCheck;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.node.MessageMatch;
import io.sealwright.lotus.node.PoolChange;
import io.sealwright.lotus.node.PoolRules;
import io.sealwright.lotus.node.Prototype;
import io.sealwright.lotus.node.ReadState;
import io.sealwright.lotus.node.SendSpec;
import io.sealwright.lotus.node.SyncProgress;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import java.util.Locale;

/**
 * The forms of what a full node is asked and answers about messages, its head and its pool, for one
 * network.
 */
public record NodeJson(
    JsonForm<HeadChange> headChange,
    JsonForm<BlockMessages> blockMessages,
    JsonForm<Included> included,
    JsonForm<Invocation> invocation,
    JsonForm<PoolRules> poolRules,
    JsonForm<PoolChange> poolChange,
    JsonForm<Prototype> prototype,
    JsonForm<MessageMatch> messageMatch,
    JsonForm<SyncProgress> syncProgress) {
  public static final JsonForm<MessageLookup> MESSAGE_LOOKUP =
      RecordForm.of(
          "api.MsgLookup",
          MessageLookup.class,
          field("Message", CID),
          field("Receipt", ChainJson.RECEIPT),
          field("ReturnDec", JsonForm.RAW),
          field("TipSet", TIPSET_KEY),
          field("Height", EPOCH));

  public static final JsonForm<SendSpec> SEND_SPEC =
      RecordForm.of(
          "api.MessageSendSpec",
          SendSpec.class,
          field("MaxFee", AMOUNT),
          sometimes("MsgUuid", ValueJson.UUID_TEXT),
          sometimes("MaximizeFeeCap", JsonForm.BOOL));

  public static final JsonForm<MessageCheck> MESSAGE_CHECK =
      RecordForm.of(
          "api.MessageCheckStatus",
          MessageCheck.class,
          field("Cid", CID),
          field("Code", JsonForm.I64),
          field("OK", JsonForm.BOOL),
          field("Err", JsonForm.TEXT),
          field("Hint", JsonForm.RAW));

  public static final JsonForm<WrittenKey> KEY =
      RecordForm.of(
          "types.KeyInfo",
          WrittenKey.class,
          field("Type", JsonForm.TEXT),
          field("PrivateKey", ValueJson.BYTES));

  public static final JsonForm<ReadState> READ_STATE =
      RecordForm.of(
          "api.ActorState",
          ReadState.class,
          field("Balance", AMOUNT),
          field("Code", CID),
          field("State", JsonForm.RAW));

  private static final JsonForm<Invocation.GasCost> GAS_COST =
      RecordForm.of(
          "api.MsgGasCost",
          Invocation.GasCost.class,
          field("Message", CID.optional()),
          field("GasUsed", BIG),
          field("BaseFeeBurn", AMOUNT),
          field("OverEstimationBurn", AMOUNT),
          field("MinerPenalty", AMOUNT),
          field("MinerTip", AMOUNT),
          field("Refund", AMOUNT),
          field("TotalCost", AMOUNT));

  /** The forms of a network whose addresses have this letter. */
  public static NodeJson of(NetworkLetter letter) {
    ChainJson chain = ChainJson.of(letter);
    JsonForm<Address> address = ValueJson.address(letter);
    return new NodeJson(
        RecordForm.of(
            "api.HeadChange",
            HeadChange.class,
            field("Type", JsonForm.TEXT.mapped("string", NodeJson::kind, NodeJson::word)),
            field("Val", chain.tipset())),
        RecordForm.of(
            "api.BlockMessages",
            BlockMessages.class,
            field("BlsMessages", chain.message().list()),
            field("SecpkMessages", chain.signedMessage().list()),
            field("Cids", CID.list())),
        RecordForm.of(
            "api.Message", Included.class, field("Cid", CID), field("Message", chain.message())),
        invocation(chain, letter),
        poolRules(address),
        RecordForm.of(
            "api.MpoolUpdate",
            PoolChange.class,
            field("Type", JsonForm.I64),
            field("Message", chain.signedMessage())),
        RecordForm.of(
            "api.MessagePrototype",
            Prototype.class,
            field("Message", chain.message()),
            field("ValidNonce", JsonForm.BOOL)),
        RecordForm.of(
            "api.MessageMatch",
            MessageMatch.class,
            sometimes("To", address),
            sometimes("From", address)),
        syncProgress(chain));
  }

  /** The form of what {@code StateCompute} answers. */
  public JsonForm<ReadState.Computed> computed() {
    return RecordForm.of(
        "api.ComputeStateOutput",
        ReadState.Computed.class,
        field("Root", CID),
        field("Trace", invocation.list()));
  }

  private static JsonForm<Invocation> invocation(ChainJson chain, NetworkLetter letter) {
    return RecordForm.of(
        "api.InvocResult",
        Invocation.class,
        field("MsgCid", CID),
        field("Msg", chain.message()),
        field("MsgRct", ChainJson.RECEIPT.optional()),
        field("GasCost", GAS_COST),
        field("ExecutionTrace", TraceJson.of(chain, ValueJson.address(letter))),
        field("Error", JsonForm.TEXT),
        field("Duration", DURATION));
  }

  private static JsonForm<PoolRules> poolRules(JsonForm<Address> address) {
    return RecordForm.of(
        "types.MpoolConfig",
        PoolRules.class,
        field("PriorityAddrs", ValueJson.slice(address)),
        field("SizeLimitHigh", JsonForm.I64),
        field("SizeLimitLow", JsonForm.I64),
        field("ReplaceByFeeRatio", JsonForm.DECIMAL),
        field("PruneCooldown", DURATION),
        field("GasLimitOverestimation", JsonForm.DECIMAL));
  }

  private static JsonForm<SyncProgress> syncProgress(ChainJson chain) {
    JsonForm<SyncProgress.Worker> worker =
        RecordForm.of(
            "api.ActiveSync",
            SyncProgress.Worker.class,
            field("WorkerID", UNSIGNED),
            field("Base", chain.tipset().optional()),
            field("Target", chain.tipset().optional()),
            field("Stage", JsonForm.I64),
            field("Height", EPOCH),
            field("Start", TIME),
            field("End", TIME),
            field("Message", JsonForm.TEXT));
    return RecordForm.of(
        "api.SyncState",
        SyncProgress.class,
        field("ActiveSyncs", worker.list().optional()),
        field("VMApplied", UNSIGNED));
  }

  private static Kind kind(String word) {
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
