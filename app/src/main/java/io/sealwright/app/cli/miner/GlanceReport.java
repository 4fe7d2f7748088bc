package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.listing.Measures;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.engine.cluster.sectors.SectorStates;
import io.sealwright.engine.cluster.summary.Chances;
import io.sealwright.engine.cluster.summary.HeadAge;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.lotus.node.Alert;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.amount.TokenAmount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How a miner at a glance is told, to people and to programs. */
record GlanceReport(Reports reports, MinerGlance glance, Measures measures, Instant now) {
  private static final TaskType WINDOW_POST = new TaskType("post/v0/windowproof");
  private static final TaskType WINNING_POST = new TaskType("post/v0/winningproof");

  void write(JsonGenerator json) {
    facts()
        .forEach((name, value) -> {
          json.writeName(name);
          Reports.write(json, value);
        });
  }

  private Map<String, @Nullable Object> facts() {
    MinerGlance.OnChain chain = glance.chain();
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("miner", chain.miner());
    facts.put("sector_size", chain.identity().sectorSize());
    facts.put("subsystems", glance.process().subsystems());
    facts.put("started", glance.process().started().map(Instant::toString).orElse(null));
    facts.put("chain", head());
    facts.put("alerts", alerts().stream().map(GlanceReport::alert).toList());
    facts.put("power", power());
    facts.put("has_minimum_power", chain.power().hasMinimum());
    facts.put("sectors_on_chain", counts());
    facts.put("expected_wins", chances().map(GlanceReport::wins).orElse(null));
    facts.put("deadline", deadline());
    facts.put("balances", balances());
    facts.put("beneficiary", chain.identity().beneficiary().text(chain.letter()));
    if (glance.withSectors()) {
      facts.put("sectors", SectorStates.inOrder(glance.process().states()));
      facts.put("proofs_withheld", glance.process().withheld());
    }
    facts.put("workers", workers());
    return facts;
  }

  private Map<String, Object> head() {
    MinerGlance.OnChain chain = glance.chain();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("height", chain.head().height().height());
    facts.put("age_seconds", age().toSeconds());
    facts.put("sync", sync());
    facts.put("base_fee", baseFee().decimal());
    return facts;
  }

  private Duration age() {
    long made = glance.chain().head().blocks().getFirst().timestamp();
    Duration age = Duration.between(Instant.ofEpochSecond(made), now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private HeadAge sync() {
    return HeadAge.of(age(), measures.blockDelay());
  }

  private TokenAmount baseFee() {
    return glance.chain().head().parentBaseFee();
  }

  private List<Alert> alerts() {
    return glance.process().alerts().orElse(List.of());
  }

  private static Map<String, Object> alert(Alert alert) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("system", alert.system());
    facts.put("subsystem", alert.subsystem());
    facts.put("message", alert.lastActive().map(event -> event.message().toString()).orElse(""));
    return facts;
  }

  private Map<String, Object> power() {
    PowerPair own = glance.chain().power().miner();
    PowerPair all = glance.chain().power().total();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("raw", own.raw().toString());
    facts.put("quality_adjusted", own.quality().toString());
    facts.put("network_raw", all.raw().toString());
    facts.put("network_quality_adjusted", all.quality().toString());
    return facts;
  }

  private Map<String, Object> counts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("live", glance.chain().sectors().live());
    facts.put("active", glance.chain().sectors().active());
    facts.put("faulty", glance.chain().sectors().faulty());
    return facts;
  }

  private Optional<Chances> chances() {
    return glance.chain().power().hasMinimum()
        ? Chances.of(glance.chain().power().miner(), glance.chain().power().total())
        : Optional.empty();
  }

  private static Map<String, Object> wins(Chances chances) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("per_week", chances.weekly());
    facts.put("seconds_between", chances.every().toSeconds());
    facts.put("seconds_for_99_9_percent", chances.nearlyCertain().toSeconds());
    return facts;
  }

  private Map<String, Object> deadline() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", glance.chain().deadline().index());
    facts.put("open", glance.chain().deadline().open().height());
    facts.put("close", glance.chain().deadline().close().height());
    return facts;
  }

  private Map<String, Object> balances() {
    MinerGlance.Funds funds = glance.funds();
    Map<String, TokenAmount> amounts = new LinkedHashMap<>();
    amounts.put("miner", funds.balance());
    amounts.put("precommit_deposits", funds.held().preCommitDeposits());
    amounts.put("initial_pledge", funds.held().initialPledge());
    amounts.put("vesting", funds.held().vesting());
    amounts.put("fee_debt", funds.held().feeDebt());
    amounts.put("available", funds.available());
    amounts.put("market", funds.market().escrow());
    amounts.put("market_locked", funds.market().locked());
    amounts.put("market_available", funds.market().available());
    amounts.put("worker", funds.worker());
    funds.controls().ifPresent(sum -> amounts.put("control", sum));
    amounts.put("spendable", funds.spendable());
    Map<String, Object> facts = new LinkedHashMap<>();
    amounts.forEach((name, amount) -> facts.put(name, amount.decimal()));
    return facts;
  }

  private Map<String, Object> workers() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sealing", countSealing());
    facts.put("window_post", countTaking(WINDOW_POST));
    facts.put("winning_post", countTaking(WINNING_POST));
    facts.put("disabled", countDisabled());
    return facts;
  }

  private long countDisabled() {
    return glance.process().workers().stream().filter(worker -> !worker.enabled()).count();
  }

  private long countSealing() {
    return glance.process().workers().stream().filter(worker -> !worker.isProving()).count();
  }

  private long countTaking(TaskType task) {
    return glance.process().workers().stream()
        .filter(worker -> worker.isProving())
        .filter(worker -> worker.tasks().orElseThrow().contains(task))
        .count();
  }

  /** The same for people, in the order in which Lotus tells it. */
  void print() {
    MinerGlance.OnChain chain = glance.chain();
    fact("miner", chain.miner() + " (" + Measures.size(chain.identity().sectorSize()) + ")");
    fact("subsystems", String.join(" ", glance.process().subsystems()));
    glance
        .process()
        .started()
        .ifPresent(start ->
            fact("started", start + " (" + measures.span(Duration.between(start, now)) + ")"));
    fact("chain", chainWords());
    alerts().forEach(alert -> fact("alert", alert.system() + ":" + alert.subsystem()));
    printPower();
    printDeadline();
    printFunds();
    if (glance.withSectors()) {
      printSectors();
    }
    fact(
        "workers",
        reports.text(
            "glance.workers",
            countSealing(),
            countTaking(WINDOW_POST),
            countTaking(WINNING_POST),
            countDisabled()));
  }

  private String chainWords() {
    String sync =
        switch (sync()) {
          case IN_STEP -> reports.text("glance.in_step");
          case SLOW -> reports.text("glance.slow", measures.span(age()));
          case BEHIND -> reports.text("glance.behind", measures.span(age()));
        };
    return reports.text("glance.chain", sync, glance.chain().head().height(), baseFee().brief());
  }

  private void printPower() {
    PowerPair own = glance.chain().power().miner();
    PowerPair all = glance.chain().power().total();
    fact("power", part(own.quality(), all.quality()));
    fact("raw_power", part(own.raw(), all.raw()));
    BigInteger size = BigInteger.valueOf(glance.chain().identity().sectorSize());
    var counts = glance.chain().sectors();
    fact("committed", Measures.size(size.multiply(BigInteger.valueOf(counts.live()))));
    String proving = Measures.size(size.multiply(BigInteger.valueOf(counts.active())));
    fact(
        "proving",
        counts.faulty() == 0
            ? proving
            : reports.text(
                "glance.faulty",
                proving,
                Measures.size(size.multiply(BigInteger.valueOf(counts.faulty()))),
                percent(counts.faulty(), counts.live(), "%.2f%%")));
    if (!glance.chain().power().hasMinimum()) {
      reports.line("glance.below_minimum");
    }
    chances()
        .ifPresent(chances ->
            fact(
                "expected_wins",
                reports.text(
                    "glance.wins",
                    String.format(Locale.ROOT, "%.2f", chances.weekly()),
                    measures.span(chances.every()),
                    measures.span(chances.nearlyCertain()))));
  }

  private static String part(BigInteger part, BigInteger whole) {
    return "%s / %s (%s)"
        .formatted(
            Measures.size(part),
            Measures.size(whole),
            String.format(Locale.ROOT, "%.4f%%", 100 * Chances.share(part, whole)));
  }

  private static String percent(long part, long whole, String format) {
    double share = Chances.share(BigInteger.valueOf(part), BigInteger.valueOf(whole));
    return String.format(Locale.ROOT, format, 100 * share);
  }

  private void printDeadline() {
    var deadline = glance.chain().deadline();
    long head = deadline.now().height();
    fact(
        "deadline",
        reports.text(
            deadline.open().height() > head ? "glance.deadline" : "glance.deadline.open",
            deadline.index(),
            measures.away(deadline.open().height(), head),
            measures.away(deadline.close().height(), head)));
  }

  private void printFunds() {
    MinerGlance.Funds funds = glance.funds();
    fact("miner_balance", funds.balance().brief());
    fact("precommit_deposits", funds.held().preCommitDeposits().brief());
    fact("initial_pledge", funds.held().initialPledge().brief());
    fact("vesting", funds.held().vesting().brief());
    if (!funds.held().feeDebt().isZero()) {
      fact("fee_debt", funds.held().feeDebt().brief());
    }
    fact("available", funds.available().brief());
    fact("market_balance", funds.market().escrow().brief());
    fact("market_locked", funds.market().locked().brief());
    fact("market_available", funds.market().available().brief());
    fact("worker_balance", funds.worker().brief());
    funds.controls().ifPresent(sum -> fact("control_balance", sum.brief()));
    fact("spendable", funds.spendable().brief());
    fact("beneficiary", glance.chain().identity().beneficiary().text(glance.chain().letter()));
  }

  private void printSectors() {
    Map<String, Long> states = glance.process().states();
    fact("sectors_total", Long.toString(states.values().stream().mapToLong(n -> n).sum()));
    if (glance.process().withheld() > 0) {
      fact("proofs_withheld", Long.toString(glance.process().withheld()));
    }
    SectorStates.inOrder(states)
        .forEach((state, count) ->
            reports.fact(
                "  " + (state.isEmpty() ? reports.text("glance.no_state") : state),
                count.toString()));
  }

  private void fact(String name, String value) {
    reports.fact(reports.words().getString("list." + name), value);
  }
}
