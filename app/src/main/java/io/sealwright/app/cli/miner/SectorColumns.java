package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.cluster.sectors.SectorRow;
import io.sealwright.engine.cluster.sectors.SectorRow.Filling;
import io.sealwright.engine.cluster.sectors.SectorRow.Weight;
import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a list of sectors.
 *
 * @param withheld sectors whose proof is withheld, as only a dev chain takes it
 */
record SectorColumns(Reports reports, Measures measures, long head, Set<Long> withheld) {

  /** What of a list is optional. */
  record Wanted(boolean fast, boolean sealTime, boolean events, boolean pledge) {}

  List<Column<SectorRow>> wanted(Wanted wanted) {
    List<Column<SectorRow>> columns = new ArrayList<>();
    columns.add(Column.of("sector", SectorRow::number));
    columns.add(new Column<>("state", row -> sector(row, row.brief().state()), this::state));
    columns.add(
        new Column<>(
            "proof_withheld",
            row -> isWithheld(row),
            row -> isWithheld(row) ? reports.text("value.yes") : ""));
    columns.add(truth("on_chain", SectorRow::onChain));
    columns.add(truth("active", SectorRow::active));
    if (!wanted.fast()) {
      columns.add(expiration());
    }
    if (wanted.sealTime()) {
      columns.add(sealTime());
    }
    if (wanted.events()) {
      columns.add(Column.of("events", row -> row.events().orElse(null)));
    }
    columns.add(new Column<>("deals", this::deals, this::filling));
    if (!wanted.fast()) {
      columns.add(weight("deal_weight", Weight::data));
      columns.add(weight("verified_power", Weight::verifiedPower));
    }
    if (wanted.pledge()) {
      columns.add(pledge());
    }
    return columns;
  }

  /** What stands below a row, where there is something to be said. */
  List<Column<SectorRow>> below() {
    return List.of(
        new Column<>("record", SectorRow::record, _ -> ""),
        new Column<>(
            "recovery_timeout",
            row -> dropped(row).orElse(null),
            row -> dropped(row).map(epoch -> measures.epoch(epoch, head)).orElse("")),
        new Column<>(
            "error",
            row -> row.brief().error().isEmpty() ? null : row.brief().error(),
            row -> row.brief().error()));
  }

  private boolean isWithheld(SectorRow row) {
    return !isBlank(row) && withheld.contains(row.number());
  }

  private String state(SectorRow row) {
    return isBlank(row) ? reports.text("sectors.blank_state") : row.brief().state();
  }

  private static boolean isBlank(SectorRow row) {
    return row.record() == SectorRow.Kind.BLANK;
  }

  /** What is true of a sector is not true of a blank record, whatever the answer for it says. */
  private static @Nullable Object sector(SectorRow row, Object value) {
    return isBlank(row) ? null : value;
  }

  private Column<SectorRow> truth(String key, Function<SectorRow, Boolean> truth) {
    String yes = reports.text("value.yes");
    String no = reports.text("value.no");
    return new Column<>(
        key,
        row -> sector(row, truth.apply(row)),
        row -> isBlank(row) ? "" : truth.apply(row) ? yes : no);
  }

  private Column<SectorRow> expiration() {
    return new Column<>(
        "expiration",
        row -> isBlank(row) ? null : row.end().orElse(null),
        row ->
            isBlank(row) ? "" : row.end().map(epoch -> measures.epoch(epoch, head)).orElse("n/a"));
  }

  private Column<SectorRow> sealTime() {
    return new Column<>(
        "seal_time_seconds",
        row -> row.sealTime().map(Duration::toSeconds).orElse(null),
        row -> row.sealTime().map(measures::span).orElse(""));
  }

  private Column<SectorRow> pledge() {
    Function<SectorRow, TokenAmount> amount =
        row -> new TokenAmount(row.brief().onChain().pledge());
    return new Column<>(
        "initial_pledge", row -> amount.apply(row).decimal(), row -> amount.apply(row).brief());
  }

  private static Optional<Long> dropped(SectorRow row) {
    return isBlank(row) ? Optional.empty() : row.droppedAt();
  }

  private @Nullable Object deals(SectorRow row) {
    if (isBlank(row)) {
      return null;
    }
    return switch (row.filling()) {
      case Filling.Capacity _ -> 0;
      case Filling.Deals(int count) -> count;
      case Filling.Direct(int count) -> "DDO:" + count;
    };
  }

  private String filling(SectorRow row) {
    if (isBlank(row)) {
      return "";
    }
    return switch (row.filling()) {
      case Filling.Capacity(boolean toUpgrade) -> toUpgrade ? "CC(upgrade)" : "CC";
      case Filling.Deals(int count) -> Integer.toString(count);
      case Filling.Direct(int count) -> "DDO:" + count;
    };
  }

  private static Column<SectorRow> weight(String key, Function<Weight, BigInteger> part) {
    return new Column<>(
        key,
        row -> row.weight().map(part).orElse(null),
        row -> row.weight().map(weight -> text(weight, part)).orElse(""));
  }

  private static String text(Weight weight, Function<Weight, BigInteger> part) {
    String size = Measures.size(part.apply(weight));
    return weight.estimated() ? "[" + size + "]" : size;
  }
}
