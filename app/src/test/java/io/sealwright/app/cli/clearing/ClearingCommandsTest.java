package io.sealwright.app.cli.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.ServedCluster;
import io.sealwright.engine.clearing.Basis;
import io.sealwright.engine.clearing.ClearingPlan;
import io.sealwright.engine.clearing.Wish;
import io.sealwright.engine.life.RestartPoint;
import io.sealwright.engine.life.next.Outlook;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.FileFacts;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.removal.Stage;
import io.sealwright.engine.removal.Way;
import io.sealwright.engine.removal.Ways;
import io.sealwright.engine.serving.ActionRefused;
import io.sealwright.engine.serving.MinerActions;
import io.sealwright.engine.standing.Due;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.engine.storage.TrashName;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What is planned about sectors of our own miner, shown and asked for, with the planner's words.
 */
final class ClearingCommandsTest {
  private static final MinerId MINER = ServedCluster.MINER;
  private static final NetworkRules RULES = NetworkRules.mainnet(new NetworkVersion(28));
  private static final Instant NOW = ServedCluster.NOW;
  private static final long HEAD = 1_000_000;
  private static final long DAY = 2880;
  private static final CommR COMM_R = new CommR(Bytes32.repeat(5));

  private final Acting actions = new Acting();
  private ServedCluster cluster;

  @BeforeEach
  void serve() throws Exception {
    cluster = new ServedCluster(actions);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private Ran run(String line) {
    return cluster.run(line.split(" "));
  }

  private static FileFacts whole() {
    return new FileFacts(
        List.of(
            new FoundFile("store", FileType.SEALED, true),
            new FoundFile("store", FileType.CACHE, true)),
        List.of(),
        Set.of(),
        Optional.of("store"),
        Set.of(),
        true);
  }

  private static FileFacts away() {
    return new FileFacts(
        List.of(), List.of(), Set.of("store"), Optional.of("store"), Set.of(), true);
  }

  private static FileFacts trashed() {
    SectorId sector = new SectorId(MINER, new SectorNumber(43));
    Instant until = NOW.plusSeconds(3600);
    return new FileFacts(
        List.of(),
        List.of(
            new TrashName.On("store", new TrashName(until, FileType.SEALED, sector)),
            new TrashName.On("store", new TrashName(until, FileType.CACHE, sector))),
        Set.of(),
        Optional.empty(),
        Set.of(),
        true);
  }

  private static FileFacts nothing(boolean recorded, String... idleHosts) {
    return new FileFacts(
        List.of(), List.of(), Set.of(), Optional.empty(), Set.of(idleHosts), recorded);
  }

  /** Seventy days old, with a pledge of 0.2 FIL: half of the highest fee, which is 8.5 % of it. */
  private static ChainStanding live() {
    return live(new Epoch(HEAD - 70 * DAY));
  }

  private static ChainStanding live(Epoch activation) {
    Sector sector =
        new Sector(
            new SectorNumber(43),
            8,
            COMM_R,
            List.of(),
            activation,
            new Epoch(HEAD + 400 * DAY),
            BigInteger.ZERO,
            BigInteger.ZERO,
            TokenAmount.parse("0.2"),
            Optional.empty(),
            Optional.empty(),
            new Epoch(HEAD - 70 * DAY),
            Optional.empty(),
            Optional.empty(),
            0,
            TokenAmount.ZERO);
    return new ChainStanding.Live(
        sector,
        new ChainStanding.Place(7, 1, new Epoch(HEAD + DAY / 2)),
        new ChainStanding.Fees(TokenAmount.parse("0.0007"), TokenAmount.parse("0.00069")),
        Optional.empty());
  }

  @Test
  void theLastCopyOfALiveSectorStays() throws Exception {
    actions.is(live(), "Proving", whole());
    Ran refused = run("sectors remove 43 --apply");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .contains("nothing is done about sector 43: it is not removed")
        .contains("its files are there by name and length (their content was not read)");
    assertThat(refused.out())
        .contains("live, in partition 1 of deadline 7")
        .contains("Proving; files on path store")
        .contains("store: /mnt/archive on host seal-1")
        .contains("store: cache; store: sealed");
    assertThat(actions.done).isEmpty();
    Ran chinese = run("sectors remove 43 --lang zh");
    assertThat(chinese.out())
        .contains("链要求对它出证明")
        .contains("有效，位于窗口 7 的分区 1")
        .contains("Proving; 文件在路径 store")
        .contains("store：封装文件");
    assertThat(chinese.err()).contains("error: nothing is done about sector 43: it is not removed");
    JsonNode plan = run("sectors remove 43 --output json").json().path("plans").get(0);
    assertThat(plan.path("decision").asString()).isEqualTo("never");
    assertThat(plan.path("reason").asString()).isEqualTo("healthy");
    assertThat(plan.at("/facts/chain").asString()).isEqualTo("live 7/1");
    assertThat(plan.at("/facts/record").asString()).isEqualTo("Proving at store");
    assertThat(plan.at("/paths/0/folder").asString()).isEqualTo("/mnt/archive");
    assertThat(plan.at("/facts/files").asString()).isEqualTo("store:cache store:sealed");
  }

  @Test
  void aTerminationIsPlannedWithItsFeeAndDoneOnlyOnTheFactsOfThePlan() throws Exception {
    actions.is(live(), "Proving", whole());
    Ran shown = run("sectors terminate 43");
    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("0.0085 FIL, by its pledge (network version 28); its pledge of 0.2 FIL")
        .contains("1. end it on the chain: an operator wants it ended (permitted until epoch")
        .contains("2. wait until the end is final")
        .contains("3. wait for the miner: the miner deletes it by itself")
        .doesNotContain("Doing nothing");
    assertThat(shown.err()).contains("Nothing is done yet");
    assertThat(actions.done).isEmpty();
    String id = run("sectors terminate 43 --output json").json().at("/plans/0/plan").asString();

    actions.is(live(), "Faulty", whole());
    assertThat(run("sectors terminate 43 --apply --as-planned " + id).code()).isEqualTo(3);
    assertThat(actions.done).isEmpty();

    actions.is(live(), "Proving", whole());
    Ran done = run("sectors terminate 43 --apply --output json --as-planned " + id);
    assertThat(done.json().at("/plans/0/done/0").asString()).isEqualTo("terminate_miner");
    assertThat(actions.done).containsExactly("END 43");
    assertThat(cluster.database().actions().newest(1).getFirst().order().what())
        .isEqualTo("terminate");
  }

  @Test
  void aSectorRemovedTooEarlyHasWaysOutWithTheirCosts() throws Exception {
    actions.is(live(), "Removed", trashed());
    assertThat(run("sectors remove 43 --apply").err())
        .contains("the message TerminateSectors has to end it on the chain first: until then");
    Ran ways = run("sectors rescue 43 --hour-cost 0.001");
    assertThat(ways.code()).isZero();
    assertThat(ways.out())
        .contains("restore: bring its files back from the trash (cost 0 FIL, ")
        .contains("(adopt: not possible: no path that could be looked at has all its files)")
        .contains("recover: seal it again (cost at most 0.0107 FIL, time 10 hours)")
        .contains("terminate: end it on the chain (cost 0.0085 FIL, time -)")
        .doesNotContain("Asked for");
    assertThat(ways.err()).contains("with --by WAY, one of the ways that are open, and --apply");
    Ran chosen = run("sectors rescue 43 --by restore");
    assertThat(chosen.err()).contains("It would be, with --apply").doesNotContain("--by WAY");
    assertThat(chosen.out()).contains("bring its files back from the trash, as --by says");
    assertThat(run("sectors remove 43").out())
        .contains("at most 0.0007 FIL, in about 10 hours: a fault fee in it is charged only when")
        .contains("at most 0.0007 FIL for each proving period, charged when its window closes");
    assertThat(run("sectors rescue").out()).contains("Sector 43").contains("restore: bring");
    assertThat(run("sectors remove").code()).isEqualTo(2);
    assertThat(run("sectors rescue 43 --apply").code()).isEqualTo(2);
    assertThat(run("sectors rescue 43 --by adopt --apply").code()).isEqualTo(3);
    assertThat(run("sectors rescue 43 --by restore --apply").code()).isZero();
    assertThat(actions.done).containsExactly("RESTORE 43");
  }

  /** The words of a lost sector are not for one whose files are on a path that is away. */
  @Test
  void whatIsNotKnownToBeLostIsNotEndedAndIsSaidToBeNotKnown() {
    actions.is(live(), "Proving", away());
    Ran end = run("sectors terminate 43 --apply");
    assertThat(end.code()).isEqualTo(3);
    assertThat(end.err())
        .contains("paths cannot be reached on which its files may lie: they are not known to be")
        .contains("say with --gone which of them will not come back: store");
    assertThat(end.out() + run("sectors rescue 43 --hour-cost 0.0001").out())
        .contains("1. make paths reachable again (store)")
        .contains("(terminate: not possible: paths cannot be reached")
        .contains("(recover: not possible: paths cannot be reached")
        .doesNotContain("data is lost")
        .doesNotContain("costs less");
    actions.hasNoRecord();
    actions.is(live(), "", nothing(false, "seal-3"));
    Ran forgotten = run("sectors terminate 43 --apply");
    assertThat(forgotten.code()).isEqualTo(3);
    assertThat(forgotten.out())
        .contains("1. start the workers of every host, and attach every path")
        .contains("may have its files (seal-3)")
        .contains("2. bring the record back from a backup")
        .doesNotContain("data is lost");
    assertThat(forgotten.err())
        .contains("there is none on seal-3")
        .contains("with '--gone elsewhere' you say that there is no such path");
    assertThat(run("sectors terminate 43 --lang zh").out()).contains("不能断定文件已丢失");
    assertThat(actions.done).isEmpty();
  }

  /** What keeps it comes first, as it is typed, and what ends it last. */
  @Test
  void ofALostLiveSectorEachPlanBeginsWithSealingItAgain() throws Exception {
    String next = "sealwright sectors rescue 43 --by recover";
    for (String state : List.of("Proving", "Faulty", "Removed")) {
      actions.is(live(), state, nothing(true));
      for (String command : List.of("remove", "terminate", "rescue", "reset")) {
        Ran plan = run("sectors " + command + " 43");
        assertThat(plan.out()).as("%s %s", command, state).contains("Next step", next + "\n");
        assertThat(plan.out().indexOf("seal it again"))
            .as("%s %s", command, state)
            .isBetween(0, plan.out().indexOf("end it on the chain"));
        assertThat(plan.out().indexOf(next)).isLessThan(plan.out().indexOf("Decision"));
        assertThat(run("sectors " + command + " 43 --output json").json().at("/plans/0/next"))
            .as("%s %s", command, state)
            .hasToString('"' + next + '"');
      }
      for (String command : List.of("remove", "reset")) {
        Ran refused = run("sectors " + command + " 43 --apply");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).endsWith("; go on with '" + next + "'\n");
      }
      Ran chosen = run(next.substring("sealwright ".length()));
      assertThat(chosen.code()).isZero();
      assertThat(chosen.out()).doesNotContain("Next step");
    }
    assertThat(actions.done).isEmpty();
  }

  @Test
  void thePlanNamesTheCommandThatHelpsAndNoneThatDoesNot() {
    actions.is(live(), "Removed", trashed());
    String restore = "sealwright sectors rescue 43 --by restore";
    Ran kept = run("sectors remove 43");
    assertThat(kept.out()).contains(restore);
    assertThat(kept.err())
        .contains("go on with '" + restore + "', or end it with 'sealwright sectors terminate 43'");
    assertThat(run("sectors rescue 43").out())
        .contains("it is kept by a way below that is open")
        .doesNotContain("has to end it on the chain first");
    actions.is(live(), "CommitFailed", whole());
    assertThat(run("sectors remove 43").out()).contains("sealwright sectors reset 43\n");
    assertThat(run("sectors reset 43").out()).doesNotContain("Next step");
    actions.is(new ChainStanding.Never(), "SealPreCommit1Failed", nothing(true));
    assertThat(run("sectors rescue 43").out()).contains("sealwright sectors remove 43\n");
    actions.is(live(), "Proving", away());
    assertThat(run("sectors remove 43").out()).doesNotContain("Next step");
    actions.is(live(), "Proving", nothing(true));
    assertThat(run("sectors rescue 43 --gone store").out())
        .contains("sealwright sectors rescue 43 --by recover --gone store\n");
  }

  /** Where ending is offered though it costs more, that is what is said. */
  @Test
  void ofALostSectorItIsSaidWhichWayIsTheDearer() {
    actions.is(live(), "Removed", nothing(true));
    assertThat(run("sectors rescue 43 --hour-cost 0.0001").out())
        .contains("its data is lost, and ending it is the dearer way: making it again costs less")
        .contains("terminate: end it on the chain");
    for (String state : List.of("Proving", "Removed")) {
      actions.is(live(), state, nothing(true));
      assertThat(run("sectors terminate 43 --hour-cost 0.0001").out())
          .as(state)
          .contains("Next step", "--by recover");
      assertThat(run("sectors terminate 43 --hour-cost 1000000").out())
          .as(state)
          .contains("seal it again")
          .doesNotContain("Next step");
    }
  }

  @Test
  void aResetGoesOnFromWhereThePlanSaysOrTheOperator() {
    actions.is(live(), "Proving", whole());
    Ran refused = run("sectors reset 43 --apply");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("sector 43: it goes on from no earlier step");
    assertThat(refused.out()).doesNotContain("removed").doesNotContain("Asked for");
    Ran meant = run("sectors reset 43 --to commit_2");
    assertThat(meant.code()).isZero();
    assertThat(meant.out()).contains("let it go on from: commit_2, as --to says");
    JsonNode plan = run("sectors reset 43 --to commit_2 --output json").json();
    assertThat(plan.at("/plans/0/asked").asString()).isEqualTo("set_back commit_2");
    assertThat(actions.done).isEmpty();
  }

  /** A plan that cannot be carried out is refused as it will be with --apply. */
  @Test
  void aResetThatTheMinerWouldRefuseIsRefusedAlreadyAsAPlan() {
    actions.is(live(), "Proving", whole());
    actions.refuses("sector 43 is in Proving and has not failed");
    for (String line : List.of("--to commit_2", "--to commit_2 --apply")) {
      Ran refused = run("sectors reset 43 " + line);
      assertThat(refused.code()).as(line).isEqualTo(3);
      assertThat(refused.err())
          .as(line)
          .contains("error: the miner refuses: sector 43 is in Proving and has not failed")
          .doesNotContain("It would be, with --apply");
      assertThat(refused.out()).contains("Sector 43").contains("commit_2, as --to says");
    }
    assertThat(actions.done).isEmpty();
  }

  @Test
  void whereNoWayOutIsOpenThatIsARefusal() {
    actions.is(live(), "Proving", away());
    Ran none = run("sectors rescue 43");
    assertThat(none.code()).isEqualTo(3);
    assertThat(none.err())
        .contains("error: no way out is open for sector 43: paths cannot be reached")
        .contains("say with --gone which of them will not come back: store");
    assertThat(none.out()).contains("(terminate: not possible");
    actions.is(new ChainStanding.Never(), "Packing", nothing(true));
    assertThat(run("sectors rescue 43").code()).isEqualTo(3);
    assertThat(run("sectors rescue 43").err()).contains("nothing is on the chain for it");
  }

  /** A way that opens by itself is waited for: the refusal says until when. */
  @Test
  void aRefusalOfAWayThatOpensLaterSaysWhen() {
    actions.hasNoRecord();
    actions.is(live(new Epoch(HEAD - 100)), "", whole());
    Ran early = run("sectors rescue 43 --by adopt");
    assertThat(early.code()).isEqualTo(3);
    assertThat(early.err())
        .contains("a record made anew could not bear, until epoch %d)".formatted(HEAD + 801));
  }

  /** What somebody has looked at is one deed; another on the same facts is not that. */
  @Test
  void twoWishesOnTheSameFactsHaveDifferentPlans() throws Exception {
    actions.is(live(), "Removed", trashed());
    List<String> wishes =
        List.of(
            "rescue 43 --by restore",
            "rescue 43 --by terminate",
            "rescue 43 --by terminate --gone store",
            "reset 43 --to commit_1",
            "reset 43 --to commit_2");
    Set<String> ids = new TreeSet<>();
    for (String wish : wishes) {
      ids.add(id(wish));
    }
    assertThat(ids).hasSameSizeAs(wishes);
    String looked = " --apply --as-planned " + id("rescue 43 --by restore");
    Ran other = run("sectors rescue 43 --by terminate" + looked);
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err()).contains("is not that of this 'sectors rescue 43'");
    assertThat(actions.done).isEmpty();
    assertThat(run("sectors rescue 43 --by restore" + looked).code()).isZero();
    assertThat(actions.done).containsExactly("RESTORE 43");
  }

  private String id(String wish) throws Exception {
    return run("sectors " + wish + " --output json").json().at("/plans/0/plan").asString();
  }

  @Test
  void aStateIsNamedAsLotusNamesItWhateverItsCase() {
    actions.is(new ChainStanding.Never(), "SealPreCommit1Failed", nothing(true));
    assertThat(run("sectors reset 43 --to committing").out()).contains("go on from: commit_1,");
    assertThat(run("sectors reset 43 --to PreCommitWait").out())
        .contains("go on from: pre_commit_wait,");
    Ran unknown = run("sectors reset 43 --to Proving");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("no sector goes on from 'Proving', but from Packing, GetTicket, PreCommit1,")
        .contains("Removing, FaultReported, and commit_2 and store alone");
  }

  /** There are no ways out for what nobody has: the number is wrong. */
  @Test
  void ofANumberThatNobodyKnowsIsSaidThatItIsToBeChecked() {
    actions.hasNoRecord();
    actions.is(new ChainStanding.Never(), "", nothing(true));
    for (String line :
        List.of("remove 999", "terminate 999", "reset 999", "rescue 999 --by recover")) {
      Ran refused = run("sectors " + line + " --apply");
      assertThat(refused.code()).as(line).isEqualTo(3);
      assertThat(refused.err())
          .as(line)
          .contains("neither miner nor chain knows the number")
          .contains("check the number")
          .doesNotContain("rescue 999", "--to");
    }
    assertThat(actions.done).isEmpty();
  }

  /** A miner with one sector, of which the facts are as they are set. */
  private static final class Acting implements MinerActions {
    final List<String> done = new ArrayList<>();
    private ChainStanding chain = new ChainStanding.Never();
    private String state = "";
    private boolean recorded = true;
    private Optional<String> objection = Optional.empty();
    private FileFacts files = nothing(true);

    void is(ChainStanding standing, String name, FileFacts found) {
      chain = standing;
      state = name;
      files = found;
    }

    void refuses(String reset) {
      objection = Optional.of(reset);
    }

    void hasNoRecord() {
      recorded = false;
    }

    @Override
    public List<SectorNumber> removedTooEarly() {
      return state.equals("Removed") ? List.of(new SectorNumber(43)) : List.of();
    }

    @Override
    public Map<SectorId, Due> due(List<StoredSector> sectors) {
      return Map.of();
    }

    @Override
    public ClearingPlan plan(SectorId sector, Wish wish) {
      Duration ten = Duration.ofHours(10);
      SectorFacts facts =
          new SectorFacts(
              sector,
              new Epoch(HEAD),
              chain,
              Set.of(),
              recorded
                  ? new LocalRecord.Kept(state, Stage.ofLotus(state), Optional.of(COMM_R))
                  : new LocalRecord.Absent(),
              files,
              List.of(),
              new Recovery.Possible(
                  ten, new TokenAmount(wish.hourCost().atto().multiply(BigInteger.TEN)), Set.of()));
      return ClearingPlan.of(new Ways(RULES, facts, true), wish.intent(), NOW)
          .at(List.of(new ClearingPlan.Folder("store", "seal-1", "/mnt/archive")));
    }

    @Override
    public Outlook outlook(SectorId sector) throws ActionRefused {
      throw new ActionRefused("no life is lived here");
    }

    @Override
    public List<String> carryOut(SectorId sector, Wish wish, Basis basis) {
      done.add(wish.intent() + " " + sector.number());
      return List.of(plan(sector, wish).steps().getFirst().action());
    }

    @Override
    public void rescue(SectorId sector, Way.Kind way, Wish wish, Basis basis) {
      done.add(way + " " + sector.number());
    }

    @Override
    public Optional<String> resetObjection(SectorId sector, RestartPoint point) {
      return objection;
    }

    @Override
    public void reset(SectorId sector, RestartPoint point) {
      done.add(point + " " + sector.number());
    }

    @Override
    public SectorId pledge() {
      throw new IllegalStateException("nothing is pledged here");
    }

    @Override
    public void terminate(SectorId sector) {
      done.add("terminate " + sector.number());
    }

    @Override
    public void remove(SectorId sector) {
      done.add("remove " + sector.number());
    }

    @Override
    public List<SectorNumber> flush(Request.Purpose purpose) {
      return List.of();
    }

    @Override
    public Optional<Cid> flushTerminations() {
      return Optional.empty();
    }
  }
}
