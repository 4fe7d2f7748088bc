package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.connect.MinerOptions;
import io.sealwright.app.cli.listing.Column;
import io.sealwright.app.cli.listing.Listing;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.lotus.api.miner.StorageMethods;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.SectorCopy;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows where the files of a sector lie. */
@Command(name = "find")
final class StorageFindCommand extends Showing {
  @Mixin private MinerOptions miners = new MinerOptions();

  private static final List<FileType> TYPES =
      List.of(
          FileType.UNSEALED,
          FileType.SEALED,
          FileType.CACHE,
          FileType.UPDATE,
          FileType.UPDATE_CACHE);

  @Parameters(index = "0", paramLabel = "NUMBER", converter = Values.Decimal.class)
  SectorNumber number = new SectorNumber(0);

  /** A path with the files of the sector it has. */
  private record Place(SectorCopy copy, Map<FileType, List<String>> urls, Optional<String> local) {
    String types(Reports reports) {
      return urls.keySet().stream()
          .map(type -> reports.word("file_kind", type))
          .collect(Collectors.joining(", "));
    }
  }

  @Override
  void show(Reports reports) throws CommandFailure, InterruptedException {
    try (Link miner = miners.open()) {
      SectorId sector = new SectorId(Target.number(miner), number);
      List<Place> places = places(miner, sector);
      reports.print("paths", new Listing<>(columns(reports), below(), places));
      if (places.isEmpty()) {
        reports.note("storage.nowhere", number);
      }
    }
  }

  private static List<Place> places(Link miner, SectorId sector)
      throws CommandFailure, InterruptedException {
    StorageMethods storage = Target.api(miner).storage();
    Map<String, String> local = Target.ask(miner, storage.local().ask());
    Map<String, Place> places = new LinkedHashMap<>();
    for (FileType type : TYPES) {
      for (SectorCopy copy :
          Target.ask(miner, storage.findSector().ask(sector, type.bit(), 0L, false))) {
        places
            .computeIfAbsent(
                copy.path(),
                path ->
                    new Place(
                        copy, new EnumMap<>(FileType.class), Optional.ofNullable(local.get(path))))
            .urls()
            .put(type, copy.urls().orElse(List.of()));
      }
    }
    return new ArrayList<>(places.values());
  }

  private static List<Column<Place>> columns(Reports reports) {
    return List.of(
        Column.of("path", place -> place.copy().path()),
        new Column<>(
            "files",
            place -> place.urls().keySet().stream().map(FileType::wireName).toList(),
            place -> place.types(reports)),
        truth(reports, "can_seal", SectorCopy::canSeal),
        truth(reports, "can_store", SectorCopy::canStore),
        truth(reports, "primary", SectorCopy::primary),
        new Column<>(
            "local",
            place -> place.local().orElse(null),
            place -> place.local().orElseGet(() -> reports.text("storage.remote"))));
  }

  /** Something that holds of a copy or does not. */
  private interface Truth {
    boolean of(SectorCopy copy);
  }

  private static Column<Place> truth(Reports reports, String key, Truth truth) {
    return new Column<>(
        key,
        place -> truth.of(place.copy()),
        place -> reports.text(truth.of(place.copy()) ? "value.yes" : "value.no"));
  }

  private static List<Column<Place>> below() {
    return List.of(
        new Column<>(
            "urls",
            place ->
                place.urls().entrySet().stream()
                    .collect(
                        Collectors.toMap(entry -> entry.getKey().wireName(), Map.Entry::getValue)),
            place ->
                place.urls().values().stream()
                    .flatMap(List::stream)
                    .collect(Collectors.joining(", "))));
  }
}
