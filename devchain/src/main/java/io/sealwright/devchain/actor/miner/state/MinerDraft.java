package io.sealwright.devchain.actor.miner.state;

import static io.sealwright.protocol.bitfield.BitfieldCbor.BITFIELD;

import io.sealwright.devchain.actor.miner.funds.Quantum;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.DeadlineState;
import io.sealwright.protocol.actor.miner.ExpirationSet;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.PowerPair;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Deadline;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.BlockStore;
import io.sealwright.protocol.network.SectorPower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A miner's state being changed. Nothing counts before {@link #write}. What is not asked for is not
 * read, and what did not change is not written: both cost gas.
 */
public final class MinerDraft {
  private final BlockStore blocks;
  private final Pace pace;
  private final Purse purse;
  private final MinerState before;
  private @Nullable SectorTable sectors;
  private @Nullable PreCommits preCommits;
  private @Nullable List<Cid> deadlines;

  private MinerIdentity identity;
  private Cid identityBlock;
  private Cid cleanUp;
  private Cid allocated;
  private Epoch periodStart;
  private long currentDeadline;
  private Bitfield earlyTerminations;
  private boolean cronActive;

  private MinerDraft(BlockStore blocks, Pace pace, MinerState from) throws IOException {
    this.blocks = blocks;
    this.pace = pace;
    before = from;
    purse = new Purse(blocks, from);
    identity = blocks.read(from.info(), MinerCbor.IDENTITY);
    identityBlock = from.info();
    cleanUp = from.preCommittedCleanUp();
    allocated = from.allocated();
    periodStart = from.provingPeriodStart();
    currentDeadline = from.currentDeadline();
    earlyTerminations = from.earlyTerminations();
    cronActive = from.deadlineCronActive();
  }

  public static MinerDraft of(BlockStore blocks, Pace pace, Cid head) throws IOException {
    return new MinerDraft(blocks, pace, blocks.read(head, MinerCbor.STATE));
  }

  /** A new miner without sectors, whose periods start where a window's does. */
  public static MinerState fresh(BlockStore blocks, MinerIdentity identity, Window window) {
    Cid deadline = blocks.write(DeadlineDraft.empty(blocks), MinerCbor.DEADLINE);
    List<Cid> all = Collections.nCopies(Deadline.PER_PERIOD, deadline);
    return new MinerState(
        blocks.write(identity, MinerCbor.IDENTITY),
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        Optional.empty(),
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        PreCommits.none(blocks),
        AmtWriter.empty(blocks, BITFIELD, BitWidths.PRE_COMMIT_CLEAN_UP).write(),
        blocks.write(Bitfield.EMPTY, BITFIELD),
        DeadlineDraft.noSectors(blocks),
        window.periodStart(),
        window.index(),
        blocks.write(new MinerCbor.Deadlines(all), MinerCbor.DEADLINES),
        Bitfield.EMPTY,
        false);
  }

  /** The block of the state as it is now. */
  public Cid write() {
    return blocks.write(
        new MinerState(
            identityBlock,
            purse.deposits(),
            purse.locked(),
            purse.vesting(),
            purse.debt(),
            purse.initialPledge(),
            preCommits == null ? before.preCommitted() : preCommits.write(),
            cleanUp,
            allocated,
            sectorsRoot(),
            periodStart,
            currentDeadline,
            deadlines == null
                ? before.deadlines()
                : blocks.write(new MinerCbor.Deadlines(deadlines), MinerCbor.DEADLINES),
            earlyTerminations,
            cronActive),
        MinerCbor.STATE);
  }

  /** What the end of a deadline did. */
  public record Advance(
      TokenAmount pledge,
      PowerPair power,
      PowerPair faultyBefore,
      TokenAmount dailyFee,
      PowerPair live) {
    static Advance nothing(PowerPair faultyBefore) {
      return new Advance(
          TokenAmount.ZERO, PowerPair.ZERO, faultyBefore, TokenAmount.ZERO, PowerPair.ZERO);
    }
  }

  public MinerIdentity identity() {
    return identity;
  }

  public void setIdentity(MinerIdentity changed) {
    identity = changed;
    identityBlock = blocks.write(changed, MinerCbor.IDENTITY);
  }

  public Purse purse() {
    return purse;
  }

  public SectorTable sectors() throws IOException {
    if (sectors == null) {
      sectors = SectorTable.of(blocks, before.sectors());
    }
    return sectors;
  }

  public PreCommits preCommits() throws IOException {
    if (preCommits == null) {
      preCommits = PreCommits.of(blocks, before.preCommitted());
    }
    return preCommits;
  }

  public SectorPower power() {
    return new SectorPower(identity.sectorSize());
  }

  public Epoch periodStart() {
    return periodStart;
  }

  /** The deadline that is open at an epoch. */
  public Window window(Epoch now) {
    return pace.at(now, periodStart);
  }

  /** The deadline of an index in the period of an epoch; it may have passed. */
  public Window window(Epoch now, long index) {
    return pace.window(window(now).periodStart(), (int) index);
  }

  public DeadlineDraft deadline(Window window) throws IOException {
    DeadlineState state = blocks.read(deadlines().get(window.index()), MinerCbor.DEADLINE);
    return DeadlineDraft.of(terms(), window, state);
  }

  public void put(Window window, DeadlineDraft deadline) throws Abort, IOException {
    if (deadlines == null) {
      deadlines = new ArrayList<>(deadlines());
    }
    deadlines.set(window.index(), blocks.write(deadline.write(), MinerCbor.DEADLINE));
  }

  /** Says that the chain will call at the end of each deadline; whether that is news. */
  public boolean startCron() {
    boolean news = !cronActive;
    cronActive = true;
    return news;
  }

  /** Ends the calls at deadlines where nothing is left to do; whether they go on. */
  public boolean continueCron() {
    cronActive = purse.isInUse();
    return cronActive;
  }

  /** Marks numbers as used. Numbers used before are refused, unless they are only masked. */
  public void allocate(Bitfield numbers, boolean mask) throws Abort, IOException {
    Bitfield used = blocks.read(allocated, BITFIELD);
    Bitfield again = used.intersect(numbers);
    Refusal.ARGUMENT.unless(mask || again.isEmpty(), "sector numbers %s already allocated", again);
    allocated = blocks.write(used.union(numbers), BITFIELD);
  }

  /** Notes when pre-committed sectors are given up. */
  public void addCleanUps(NavigableMap<Epoch, Bitfield> numbers) throws IOException {
    BitfieldQueue queue = cleanUpQueue();
    for (var entry : numbers.entrySet()) {
      queue.add(entry.getKey(), entry.getValue());
    }
    cleanUp = queue.write();
  }

  /** Gives up pre-committed sectors that were not proven in time; returns their deposits. */
  public TokenAmount cleanUp(Epoch now) throws Abort, IOException {
    BitfieldQueue queue = cleanUpQueue();
    Bitfield due = queue.popUntil(now);
    if (due.isEmpty()) {
      return TokenAmount.ZERO;
    }
    cleanUp = queue.write();
    TokenAmount lost = TokenAmount.ZERO;
    for (long number : (Iterable<Long>) due.stream()::iterator) {
      var found = preCommits().find(number);
      if (found.isPresent()) {
        PreCommit preCommit = found.get();
        lost = lost.plus(preCommit.deposit());
        preCommits().remove(number);
      }
    }
    purse.addDeposit(TokenAmount.ZERO.minus(lost));
    return lost;
  }

  /** Gives new sectors their deadlines and partitions. */
  public void assign(Collection<Sector> added, Epoch now) throws Abort, IOException {
    List<Sector> ordered = new ArrayList<>(added);
    ordered.sort(Comparator.comparing(Sector::number));
    List<DeadlineAssignment.Load> open = new ArrayList<>();
    for (int index = 0; index < Deadline.PER_PERIOD; index++) {
      if (window(now, index).isMutableAt(now)) {
        DeadlineState state = blocks.read(deadlines().get(index), MinerCbor.DEADLINE);
        open.add(new DeadlineAssignment.Load(index, state.live(), state.total()));
      }
    }
    List<Integer> assigned =
        new DeadlineAssignment(identity.sectorsPerPartition(), open).assign(ordered.size());
    NavigableMap<Integer, List<Sector>> byDeadline = new TreeMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      byDeadline.computeIfAbsent(assigned.get(i), _ -> new ArrayList<>()).add(ordered.get(i));
    }
    for (var entry : byDeadline.entrySet()) {
      Window window = window(now, entry.getKey());
      DeadlineDraft deadline = deadline(window);
      deadline.add(entry.getValue(), false, true);
      put(window, deadline);
    }
  }

  public boolean hasEarlyTerminations() {
    return !earlyTerminations.isEmpty();
  }

  public Bitfield earlyTerminations() {
    return earlyTerminations;
  }

  public void noteEarlyTerminations(int deadline) {
    earlyTerminations = earlyTerminations.union(Bitfield.of(deadline));
  }

  /**
   * Takes off sectors that ended early and whose fee is not yet reckoned, as many as a round may.
   */
  public Terminations popEarlyTerminations(Epoch now) throws Abort, IOException {
    Terminations popped = new Terminations();
    for (long index : (Iterable<Long>) earlyTerminations.stream()::iterator) {
      if (popped.isFull()) {
        break;
      }
      Window window = window(now, index);
      DeadlineDraft deadline = deadline(window);
      deadline.popEarly(popped);
      if (!deadline.hasEarlyTerminations()) {
        earlyTerminations = earlyTerminations.minus(Bitfield.of(index));
      }
      put(window, deadline);
    }
    return popped;
  }

  /** Ends the deadline open at an epoch, its last, and opens the next. */
  public Advance advance(Epoch now) throws Abort, IOException {
    Window window = window(now);
    currentDeadline = (window.index() + 1L) % Deadline.PER_PERIOD;
    if (currentDeadline == 0) {
      periodStart = window.periodStart().plus(pace.period());
    }
    DeadlineDraft deadline = deadline(window);
    PowerPair faultyBefore = deadline.faultyPower();
    if (!deadline.isLive()) {
      return Advance.nothing(faultyBefore);
    }
    PowerPair change = deadline.close(sectorsRoot());
    ExpirationSet expired = deadline.popExpired();
    TokenAmount pledge = TokenAmount.ZERO.minus(expired.onTimePledge());
    purse.addPledge(pledge);
    if (!expired.early().isEmpty()) {
      noteEarlyTerminations(window.index());
    }
    put(window, deadline);
    return new Advance(
        pledge,
        change.minus(expired.activePower()),
        faultyBefore,
        deadline.dailyFee(),
        deadline.livePower());
  }

  private Cid sectorsRoot() {
    return sectors == null ? before.sectors() : sectors.write();
  }

  private List<Cid> deadlines() throws IOException {
    return deadlines == null
        ? blocks.read(before.deadlines(), MinerCbor.DEADLINES).blocks()
        : deadlines;
  }

  private MinerTerms terms() {
    return new MinerTerms(blocks, pace, power(), identity.sectorsPerPartition());
  }

  private BitfieldQueue cleanUpQueue() throws IOException {
    return BitfieldQueue.of(
        blocks, BitWidths.PRE_COMMIT_CLEAN_UP, cleanUp, new Quantum(pace.window(), periodStart));
  }
}
