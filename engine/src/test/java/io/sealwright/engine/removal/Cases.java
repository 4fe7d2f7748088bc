package io.sealwright.engine.removal;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.JobState;
import io.sealwright.engine.cluster.work.TaskType;
import io.sealwright.engine.removal.ChainStanding.Ended;
import io.sealwright.engine.removal.ChainStanding.Ending;
import io.sealwright.engine.removal.ChainStanding.Fees;
import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.engine.removal.ChainStanding.Never;
import io.sealwright.engine.removal.ChainStanding.Place;
import io.sealwright.engine.removal.ChainStanding.PreCommitted;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Facts about one sector, of which each test changes what it is about. */
final class Cases {
  static final NetworkRules TODAY = NetworkRules.mainnet(NetworkVersion.TEEP);
  static final NetworkRules BEFORE_FIP_98 = NetworkRules.mainnet(new NetworkVersion(24));
  static final Epoch HEAD = new Epoch(1_000_000);
  static final SectorId SECTOR = new SectorId(new MinerId(1000), new SectorNumber(43));
  static final CommR COMM_R = new CommR(Bytes32.fromHex("01".repeat(32)));
  static final TokenAmount DEPOSIT = TokenAmount.parse("0.1");
  static final long DAY = 2880;

  static final FileFacts NO_FILES = files(List.of(), Set.of());
  static final FileFacts WHOLE =
      files(
          List.of(
              new FoundFile("store-1", FileType.SEALED, true),
              new FoundFile("store-2", FileType.CACHE, true)),
          Set.of());
  static final FileFacts OUT_OF_REACH = files(List.of(), Set.of("store-1"));
  static final FileFacts UNRECORDED =
      new FileFacts(List.of(), List.of(), Set.of(), Optional.empty(), Set.of(), false);
  static final FileFacts WHOLE_BESIDE_SILENCE = files(WHOLE.found(), OUT_OF_REACH.unreachable());
  static final Recovery.Possible IN_A_DAY =
      new Recovery.Possible(Duration.ofHours(20), TokenAmount.parse("0.01"), Set.of());
  static final Recovery NOT_AT_ALL = new Recovery.Impossible("its pieces are lost");

  private Cases() {}

  /** Of a sector every place of which is known. */
  private static FileFacts files(List<FoundFile> found, Set<String> unreachable) {
    return new FileFacts(found, List.of(), unreachable, Optional.empty(), Set.of(), true);
  }

  static SectorFacts facts(ChainStanding chain, String state, FileFacts files, Job... jobs) {
    return new SectorFacts(
        SECTOR, HEAD, chain, Set.of(), kept(state), files, List.of(jobs), NOT_AT_ALL);
  }

  static SectorFacts with(SectorFacts facts, LocalRecord record) {
    return new SectorFacts(
        facts.sector(),
        facts.head(),
        facts.chain(),
        facts.inFlight(),
        record,
        facts.files(),
        facts.jobs(),
        facts.recovery());
  }

  static SectorFacts with(SectorFacts facts, Recovery recovery) {
    return new SectorFacts(
        facts.sector(),
        facts.head(),
        facts.chain(),
        facts.inFlight(),
        facts.record(),
        facts.files(),
        facts.jobs(),
        recovery);
  }

  static SectorFacts with(SectorFacts facts, InFlight... messages) {
    return new SectorFacts(
        facts.sector(),
        facts.head(),
        facts.chain(),
        Set.of(messages),
        facts.record(),
        facts.files(),
        facts.jobs(),
        facts.recovery());
  }

  static SectorFacts at(SectorFacts facts, long head) {
    return new SectorFacts(
        facts.sector(),
        new Epoch(head),
        facts.chain(),
        facts.inFlight(),
        facts.record(),
        facts.files(),
        facts.jobs(),
        facts.recovery());
  }

  static LocalRecord kept(String state) {
    return new LocalRecord.Kept(state, Stage.ofLotus(state), Optional.of(COMM_R));
  }

  static ChainStanding never() {
    return new Never();
  }

  static PreCommitted preCommitted(long epochsAgo) {
    SectorPreCommit promise =
        new SectorPreCommit(
            8,
            SECTOR.number(),
            COMM_R,
            new Epoch(HEAD.height() - epochsAgo - 500),
            List.of(),
            new Epoch(HEAD.height() + 500 * DAY),
            Optional.empty());
    return new PreCommitted(new PreCommit(promise, DEPOSIT, new Epoch(HEAD.height() - epochsAgo)));
  }

  /** Seventy days old, with a pledge of 0.2 FIL; its deadline opens in half a day. */
  static Live live() {
    return live(new Place(7, 1, new Epoch(HEAD.height() + DAY / 2)), Optional.empty());
  }

  static Live faulty(long epochsAgo) {
    return live(live().place(), Optional.of(new Epoch(HEAD.height() - epochsAgo)));
  }

  static Live live(Place place, Optional<Epoch> faultySince) {
    Epoch activation = new Epoch(HEAD.height() - 70 * DAY);
    Sector sector =
        new Sector(
            SECTOR.number(),
            8,
            COMM_R,
            List.of(),
            activation,
            new Epoch(HEAD.height() + 400 * DAY),
            BigInteger.ZERO,
            BigInteger.ZERO,
            TokenAmount.parse("0.2"),
            Optional.of(TokenAmount.parse("0.002")),
            Optional.of(TokenAmount.parse("0.04")),
            activation,
            Optional.empty(),
            Optional.empty(),
            0,
            TokenAmount.ZERO);
    Fees fees = new Fees(TokenAmount.parse("0.0007"), TokenAmount.parse("0.00069"));
    return new Live(sector, place, fees, faultySince);
  }

  static Ended ended(Ending ending, long epochsAgo) {
    return new Ended(ending, new Epoch(HEAD.height() - epochsAgo));
  }

  static Job job(String task, JobState state) {
    return job(task, state, new UUID(1, task.hashCode()));
  }

  static Job job(String task, JobState state, UUID call) {
    return new Job(
        call,
        SECTOR.number(),
        new TaskType(task),
        state,
        new UUID(9, 9),
        Optional.empty(),
        Optional.empty());
  }
}
