package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What is said of one sector, gathered part by part. */
final class SectorReport {
  private final Reports reports;
  private final SectorStatus sector;
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<SectorStatus.LogEntry> log = new ArrayList<>();

  SectorReport(Reports reports, SectorStatus sector) {
    this.reports = reports;
    this.sector = sector;
  }

  Reports reports() {
    return reports;
  }

  /** What the miner's record holds. */
  void facts() {
    add("sector", sector.number().number());
    add("state", sector.state());
    add("comm_d", sector.commD().map(commD -> commD.cid()).orElse(null));
    add("comm_r", sector.commR().map(commR -> commR.cid()).orElse(null));
    boolean withheld = SectorProof.of(sector.proof()) instanceof SectorProof.Withheld;
    values.put("proof_withheld", withheld);
    if (withheld) {
      texts.put("proof_withheld", reports.text("value.yes"));
    }
    drawn("ticket", sector.ticket());
    drawn("seed", sector.seed());
    add("precommit_message", sector.preCommitMessage().orElse(null));
    add("commit_message", sector.commitMessage().orElse(null));
    add("replica_update_message", sector.replicaUpdateMessage().orElse(null));
    deals(sector.deals());
    add("invalid_proofs", sector.retries());
    if (!sector.lastError().isEmpty()) {
      add("error", sector.lastError());
    }
  }

  /** What the miner's life cycle decides; a lotus-miner does not tell. */
  void outlook(Outlook outlook) {
    values.put("next", next(outlook));
    texts.put("next", reports.word("life.step", outlook.step()).formatted(outlook.about()));
    texts.put("next_reason", reports.word("life.reason", outlook.reason()));
    outlook.time().ifPresent(time -> texts.put("next_time", time.toString()));
    outlook.epoch().ifPresent(epoch -> texts.put("next_epoch", Long.toString(epoch.height())));
    outlook
        .failed()
        .ifPresent(step ->
            texts.put(
                "failures",
                reports.text("sector.failures", Reports.key(step), outlook.failures())));
  }

  private static Map<String, @Nullable Object> next(Outlook outlook) {
    Map<String, @Nullable Object> next = new LinkedHashMap<>();
    next.put("step", Reports.key(outlook.step()));
    next.put("about", outlook.about().isEmpty() ? null : outlook.about());
    next.put("reason", Reports.key(outlook.reason()));
    next.put("epoch", outlook.epoch().map(Epoch::height).orElse(null));
    next.put("time", outlook.time().map(Instant::toString).orElse(null));
    next.put("failed", outlook.failed().map(Reports::key).orElse(null));
    next.put("failures", outlook.failures());
    return next;
  }

  /** That it could not be learned what is decided. */
  void noOutlook(String words) {
    values.put("next", null);
    values.put("next_unknown", words);
    texts.put("next", reports.text("sector.next_unknown", words));
  }

  /** The ids of deals; 0 stands for a piece without one. */
  private void deals(List<Long> ids) {
    values.put("deals", ids);
    String named =
        ids.stream().filter(id -> id != 0).map(String::valueOf).collect(Collectors.joining(", "));
    texts.put("deals", named.isEmpty() ? "-" : named);
  }

  private void drawn(String name, SectorStatus.Drawn drawn) {
    boolean none = drawn.value().isEmpty();
    add(name, none ? null : drawn.value().hex());
    add(name + "_epoch", none ? null : drawn.epoch().height());
  }

  /** What the chain has of it, as the miner was told. */
  void chain(Measures measures, long head) {
    boolean there = sector.expiration().height() != 0;
    add("on_chain", there);
    add("seal_proof", sector.sealProof());
    if (there) {
      epoch("activation", sector.activation().height(), measures, head);
      epoch("expiration", sector.expiration().height(), measures, head);
      epoch("on_time", sector.onTime().height(), measures, head);
      if (sector.onTime().height() == 0) {
        texts.put(
            "on_time", sector.early().height() > 0 ? reports.text("sector.not_on_time") : "-");
      }
      if (sector.early().height() > 0) {
        epoch("recovery_timeout", sector.early().height(), measures, head);
      }
      add("deal_weight", sector.dealWeight());
      add("verified_deal_weight", sector.verifiedDealWeight());
      values.put("initial_pledge", sector.initialPledge().decimal());
      texts.put("initial_pledge", sector.initialPledge().toString());
    }
  }

  private void epoch(String name, long epoch, Measures measures, long head) {
    values.put(name, epoch);
    texts.put(name, measures.epoch(epoch, head));
  }

  /** Where it is proven, and how that stands. */
  void partition(List<List<ShownPartition>> deadlines) {
    long number = sector.number().number();
    Optional<String> place = Optional.empty();
    for (int deadline = 0; deadline < deadlines.size(); deadline++) {
      List<ShownPartition> partitions = deadlines.get(deadline);
      for (int i = 0; i < partitions.size(); i++) {
        if (partitions.get(i).all().contains(number)) {
          place = Optional.of(deadline + "/" + i);
          add("deadline", deadline);
          add("partition", i);
          sets(partitions.get(i), number);
        }
      }
    }
    if (place.isEmpty()) {
      add("deadline", null);
      texts.put("deadline", reports.text("sector.no_deadline"));
    }
  }

  private void sets(ShownPartition partition, long number) {
    Bitfield proven = partition.active().union(partition.faulty());
    truth("unproven", partition.live().minus(proven).contains(number));
    truth("live", partition.live().contains(number));
    truth("active", partition.active().contains(number));
    truth("faulty", partition.faulty().contains(number));
    truth("recovering", partition.recovering().contains(number));
  }

  private void truth(String name, boolean truth) {
    values.put(name, truth);
    texts.put(name, reports.text(truth ? "value.yes" : "value.no"));
  }

  /** The history, with the reasons of failures. */
  void log() {
    log.addAll(sector.log());
  }

  private void add(String name, @Nullable Object value) {
    values.put(name, value);
    texts.put(name, value == null ? "-" : String.valueOf(value));
  }

  void print() {
    reports.print(this::write, this::table);
  }

  private void write(JsonGenerator json) {
    values.forEach((name, value) -> {
      json.writeName(name);
      Reports.write(json, value);
    });
    if (!log.isEmpty()) {
      json.writeName("log");
      Reports.write(json, log.stream().map(SectorReport::entry).toList());
    }
  }

  private static Map<String, Object> entry(SectorStatus.LogEntry entry) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("time", Instant.ofEpochSecond(entry.timestamp()).toString());
    facts.put("kind", entry.kind());
    facts.put("message", entry.message());
    facts.put("trace", entry.trace());
    return facts;
  }

  private void table() {
    texts.forEach((name, text) -> reports.fact(reports.words().getString("list." + name), text));
    if (!log.isEmpty()) {
      reports.line("sector.log");
      int number = 0;
      for (SectorStatus.LogEntry entry : log) {
        reports
            .out()
            .printf(
                "%d. %s [%s] %s%n",
                number++, Instant.ofEpochSecond(entry.timestamp()), entry.kind(), entry.message());
        entry.trace().lines().forEach(line -> reports.out().println("    " + line));
      }
    }
  }
}
