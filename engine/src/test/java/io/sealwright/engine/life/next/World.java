package io.sealwright.engine.life.next;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorLog;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A chain with one sector, a pool and a disk, that misbehave by chance: messages are slow, refused
 * or displaced, the head is reorganised, files come and go, and nobody answers.
 */
final class World {
  private static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(25));
  private static final int REMEMBERED = 40;
  private static final Epoch START = new Epoch(2_000);
  private static final long PERIOD = 2880;

  private final RandomGenerator random;
  private final List<Message> messages = new ArrayList<>();
  private final Deque<Snapshot> past = new ArrayDeque<>();
  private ChainStanding chain = new ChainStanding.Absent();
  private FileCondition files = FileCondition.READABLE;
  private Epoch head = START;
  private Instant now = Instant.EPOCH;
  private int sent;

  /** Whether chance may do harm. */
  boolean isRough = true;

  World(RandomGenerator random) {
    this.random = random;
  }

  private record Message(Request request, Sent sent, MessageFate fate) {
    Message with(MessageFate changed) {
      return new Message(request, sent, changed);
    }
  }

  private record Snapshot(Epoch head, ChainStanding chain, List<Message> messages) {}

  boolean isChance(double probability) {
    return isRough && random.nextDouble() < probability;
  }

  Epoch head() {
    return head;
  }

  Instant now() {
    return now;
  }

  ChainStanding chain() {
    return chain;
  }

  /** The facts as somebody collects them who cannot always reach everything. */
  Facts facts(SectorLog log) {
    Map<Sent, MessageFate> fates = new HashMap<>();
    Map<Request.Purpose, Sent> underWay = new HashMap<>();
    for (Message message : messages) {
      fates.put(message.sent, isChance(0.1) ? new MessageFate.Unknown() : message.fate);
      if (message.fate instanceof MessageFate.Pending) {
        underWay.put(message.request.purpose(), message.sent);
      }
    }
    long inPeriod = Math.floorMod(head.height(), PERIOD);
    Epoch opens = head.plus(new EpochSpan(PERIOD - inPeriod));
    TokenAmount money = TokenAmount.ofAtto(isChance(0.1) ? 10 : 1_000_000);
    return new Facts(
        RULES,
        head,
        now,
        log.entries().isEmpty() ? Instant.EPOCH : log.entries().getLast().at(),
        log.failures(),
        isChance(0.1) ? new ChainStanding.Unknown() : chain,
        fates,
        underWay,
        isChance(0.1) ? FileCondition.UNKNOWN : files,
        Optional.of(opens),
        isChance(0.05)
            ? Optional.empty()
            : Optional.of(new Facts.Funds(money, Specimens.DEPOSIT, TokenAmount.ofAtto(5_000))));
  }

  Sent send(Request request) {
    byte[] name = ByteBuffer.allocate(4).putInt(++sent).array();
    Sent message = new Sent(Cid.ofCbor(name), head);
    messages.add(new Message(request, message, new MessageFate.Pending()));
    return message;
  }

  /** Messages for one purpose that are in the pool and might land. */
  long pending(Request.Purpose purpose) {
    return messages.stream()
        .filter(message -> message.request.purpose() == purpose)
        .filter(message -> message.fate instanceof MessageFate.Pending)
        .count();
  }

  /** How often a purpose had its effect on the chain that now is. */
  long effects(Request.Purpose purpose) {
    return messages.stream()
        .filter(message -> message.request.purpose() == purpose)
        .filter(message -> message.fate instanceof MessageFate.Landed l && l.exit().isOk())
        .count();
  }

  void restore() {
    files = FileCondition.READABLE;
  }

  void jumpTo(Epoch epoch) {
    while (head.isBefore(epoch) && epoch.since(head).epochs() > PERIOD) {
      head = head.plus(new EpochSpan(PERIOD / 2));
      pass();
    }
    if (head.isBefore(epoch)) {
      head = epoch;
    }
    pass();
  }

  void jumpTo(Instant time) {
    now = now.isBefore(time) ? time : now;
    tick();
  }

  void tick() {
    head = head.plus(new EpochSpan(1 + random.nextInt(8)));
    pass();
  }

  private void pass() {
    now = now.plusSeconds(4L * (1 + random.nextInt(8)));
    past.addLast(new Snapshot(head, chain, List.copyOf(messages)));
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    if (isChance(0.03)) {
      reorganise();
    }
    if (isChance(0.02)) {
      files = any(FileCondition.values());
    } else if (random.nextDouble() < 0.1 && files != FileCondition.LOST) {
      files = FileCondition.READABLE;
    }
    messages.replaceAll(this::carryOut);
    age();
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** The chain is as it was a few tipsets ago, and what landed since is in the pool again. */
  private void reorganise() {
    int depth = random.nextInt(4) == 0 ? 1 + random.nextInt(past.size()) : 1;
    Snapshot old = past.peekLast();
    for (int i = 0; i < depth && !past.isEmpty(); i++) {
      old = past.removeLast();
    }
    chain = old.chain;
    Map<Sent, MessageFate> before = new HashMap<>();
    old.messages.forEach(message -> before.put(message.sent, message.fate));
    messages.replaceAll(message ->
        message.fate instanceof MessageFate.Superseded
            ? message
            : message.with(before.getOrDefault(message.sent, new MessageFate.Pending())));
  }

  private Message carryOut(Message message) {
    if (!(message.fate instanceof MessageFate.Pending) || random.nextInt(3) > 0) {
      return message;
    }
    if (isChance(0.05)) {
      return message.with(new MessageFate.Superseded());
    }
    return message.with(
        new MessageFate.Landed(head, isChance(0.05) ? new ExitCode(7) : effect(message.request)));
  }

  private ExitCode effect(Request request) {
    boolean done =
        switch (request) {
          case Request.PreCommit(Evidence.Replicated replica, _) -> {
            Epoch ticket = replica.labelled().ticketed().epoch();
            boolean fine =
                chain instanceof ChainStanding.Absent
                    && !ticket.isBefore(head.minus(RULES.ticketLifetime()));
            if (fine) {
              chain =
                  new ChainStanding.PreCommitted(replica.commR(), ticket, head, Specimens.DEPOSIT);
            }
            yield fine;
          }
          case Request.ProveCommit(Evidence.Proven proven) -> {
            Evidence.PreCommitted promise = proven.opened().seeded().preCommitted();
            boolean fine =
                chain instanceof ChainStanding.PreCommitted on
                    && on.landed().equals(promise.landed())
                    && on.commR().equals(promise.replicated().commR())
                    && !on.landed().plus(RULES.proveCommitWindow()).isBefore(head);
            if (fine) {
              chain =
                  new ChainStanding.Active(
                      promise.replicated().commR(), head, head.plus(new EpochSpan(60_000)));
            }
            yield fine;
          }
          case Request.DeclareFault _ -> {
            boolean fine = chain instanceof ChainStanding.Active;
            if (chain instanceof ChainStanding.Active on) {
              chain = new ChainStanding.Faulty(on.commR(), on.activated(), on.expires(), false);
            }
            yield fine;
          }
          case Request.DeclareRecovery _ -> {
            if (chain instanceof ChainStanding.Faulty on) {
              chain = new ChainStanding.Faulty(on.commR(), on.activated(), on.expires(), true);
            }
            yield chain instanceof ChainStanding.Faulty;
          }
          case Request.Terminate _ -> {
            boolean fine = chain.isLive();
            if (fine) {
              chain = new ChainStanding.Ended(head, true);
            }
            yield fine;
          }
        };
    return done ? ExitCode.OK : new ExitCode(16);
  }

  /** What the chain does by itself: windows, ends, and promises that were not kept. */
  private void age() {
    boolean windowPassed = random.nextInt(20) == 0;
    chain =
        switch (chain) {
          case ChainStanding.Active on when !head.isBefore(on.expires()) ->
              new ChainStanding.Ended(head, false);
          case ChainStanding.Active on when windowPassed && files != FileCondition.READABLE ->
              new ChainStanding.Faulty(on.commR(), on.activated(), on.expires(), false);
          case ChainStanding.Faulty on when !head.isBefore(on.expires()) ->
              new ChainStanding.Ended(head, false);
          case ChainStanding.Faulty on
              when windowPassed && on.recovering() && files == FileCondition.READABLE ->
              new ChainStanding.Active(on.commR(), on.activated(), on.expires());
          case ChainStanding.Faulty on when windowPassed && on.recovering() ->
              new ChainStanding.Faulty(on.commR(), on.activated(), on.expires(), false);
          case ChainStanding.Faulty _ when isChance(0.01) -> new ChainStanding.Ended(head, true);
          case ChainStanding.PreCommitted on
              when on.landed()
                  .plus(RULES.proveCommitWindow())
                  .plus(RULES.preCommitCleanUpDelay())
                  .isBefore(head) ->
              new ChainStanding.NumberUsed();
          default -> chain;
        };
  }
}
