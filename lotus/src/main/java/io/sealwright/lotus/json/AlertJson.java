package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;

import io.sealwright.lotus.node.Alert;
import io.sealwright.lotus.rpc.JsonForm;
import java.util.Optional;

/** The form of alerts. */
public final class AlertJson {
  private static final JsonForm<Alert.Event> EVENT =
      RecordForm.of(
          "alerting.AlertEvent",
          Alert.Event.class,
          field("Type", JsonForm.TEXT),
          field("Message", JsonForm.RAW),
          field("Time", ValueJson.TIME));

  public static final JsonForm<Alert> ALERT =
      RecordForm.of(
              "alerting.Alert",
              Sent.class,
              field(
                  "Type",
                  RecordForm.of(
                      "alerting.AlertType",
                      Name.class,
                      field("System", JsonForm.TEXT),
                      field("Subsystem", JsonForm.TEXT))),
              field("Active", JsonForm.BOOL),
              field("LastActive", EVENT.optional()),
              field("LastResolved", EVENT.optional()))
          .mapped("alerting.Alert", Sent::alert, Sent::of);

  private AlertJson() {}

  /** What an alert is about. */
  public record Name(String system, String subsystem) {}

  /** An alert as it is sent. */
  public record Sent(
      Name name,
      boolean active,
      Optional<Alert.Event> lastActive,
      Optional<Alert.Event> lastResolved) {
    static Sent of(Alert alert) {
      return new Sent(
          new Name(alert.system(), alert.subsystem()),
          alert.active(),
          alert.lastActive(),
          alert.lastResolved());
    }

    Alert alert() {
      return new Alert(name.system, name.subsystem, active, lastActive, lastResolved);
    }
  }
}
