package io.sealwright.engine.clearing;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;

import io.sealwright.engine.removal.Decision;
import io.sealwright.engine.removal.Intent;
import io.sealwright.engine.removal.Reason;
import io.sealwright.engine.removal.Way;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.network.TerminationFeeRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plans and wishes as JSON. */
public final class PlanJson {
  private static final JsonForm<Duration> MILLIS =
      JsonForm.I64.mapped("milliseconds", Duration::ofMillis, Duration::toMillis);

  private static final JsonForm<Instant> SECONDS =
      JsonForm.I64.mapped("seconds", Instant::ofEpochSecond, Instant::getEpochSecond);

  public static final JsonForm<Wish> WISH =
      RecordForm.of(
          "sealwright.Wish",
          Wish.class,
          field("Intent", word(Intent.class)),
          field("HourCost", AMOUNT),
          field("Gone", JsonForm.TEXT.list().mapped("[]string", Set::copyOf, List::copyOf)));

  private static final JsonForm<Fact> FACT =
      RecordForm.of(
          "sealwright.Fact",
          Fact.class,
          field("Kind", word(Fact.Kind.class)),
          field("About", JsonForm.TEXT.list()));

  public static final JsonForm<Basis> BASIS =
      WorkerJson.byText(FACT.list()).mapped("sealwright.Basis", Basis::new, Basis::facts);

  private static final JsonForm<ClearingPlan.Line> LINE =
      RecordForm.of(
          "sealwright.PlanLine",
          ClearingPlan.Line.class,
          field("Action", JsonForm.TEXT),
          field("About", JsonForm.TEXT.list()),
          field("Reason", word(Reason.class)),
          sometimes("Until", EPOCH),
          sometimes("Permit", EPOCH));

  private static final JsonForm<Way> WAY =
      RecordForm.of(
          "sealwright.Way",
          Way.class,
          field("Kind", word(Way.Kind.class)),
          field("Open", JsonForm.BOOL),
          field("Reason", word(Reason.class)),
          sometimes("Until", EPOCH),
          sometimes("Path", JsonForm.TEXT),
          sometimes("Cost", AMOUNT),
          sometimes("Time", MILLIS));

  private static final JsonForm<ClearingPlan.Cost> COST =
      RecordForm.of(
          "sealwright.Cost",
          ClearingPlan.Cost.class,
          field("Rule", word(TerminationFeeRule.class)),
          field("NetworkVersion", JsonForm.I64),
          field("Fee", AMOUNT),
          field("Pledge", AMOUNT),
          sometimes("Recovery", AMOUNT),
          sometimes("RecoveryTime", MILLIS),
          field("FaultFee", AMOUNT),
          field("EndsBy", EPOCH),
          field("InTime", JsonForm.BOOL));

  private static final JsonForm<ClearingPlan.File> FILE =
      RecordForm.of(
          "sealwright.PlanFile",
          ClearingPlan.File.class,
          field("Path", JsonForm.TEXT),
          field("Type", word(FileType.class)),
          field("Whole", JsonForm.BOOL),
          sometimes("Until", SECONDS));

  private static final JsonForm<ClearingPlan.Folder> FOLDER =
      RecordForm.of(
          "sealwright.PlanFolder",
          ClearingPlan.Folder.class,
          field("Path", JsonForm.TEXT),
          field("Host", JsonForm.TEXT),
          field("Folder", JsonForm.TEXT));

  public static final JsonForm<ClearingPlan> PLAN =
      RecordForm.of(
          "sealwright.ClearingPlan",
          ClearingPlan.class,
          field("Sector", SECTOR_NUMBER),
          field("Head", EPOCH),
          field("Intent", word(Intent.class)),
          field("Decision", word(Decision.class)),
          field("Reason", word(Reason.class)),
          field("Basis", BASIS),
          field("Rescue", LINE.list()),
          field("Steps", LINE.list()),
          field("Ways", WAY.list()),
          sometimes("Bill", COST),
          field("Files", FILE.list()),
          field("Folders", FOLDER.list()));

  private PlanJson() {}

  /** A word of an enumeration in small letters. */
  public static <E extends Enum<E>> JsonForm<E> word(Class<E> type) {
    return JsonForm.TEXT.mapped(
        "string",
        text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)),
        value -> value.name().toLowerCase(Locale.ROOT));
  }
}
