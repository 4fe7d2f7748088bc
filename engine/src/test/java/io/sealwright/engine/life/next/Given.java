package io.sealwright.engine.life.next;

import io.sealwright.engine.life.FailedStep;
import io.sealwright.engine.life.Failures;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.Specimens;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Facts with everything in order but what is said. */
record Given(
    NetworkRules rules,
    ChainStanding chain,
    Map<Sent, MessageFate> fates,
    Map<Request.Purpose, Sent> pending,
    FileCondition condition,
    Epoch deadline,
    long money,
    Failures counts,
    long pause) {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  Given(NetworkRules rules, ChainStanding chain) {
    this(
        rules,
        chain,
        Map.of(),
        Map.of(),
        FileCondition.READABLE,
        new Epoch(100_000),
        1_000_000,
        Failures.NONE,
        100_000);
  }

  Given fate(Sent sent, MessageFate fate) {
    Map<Sent, MessageFate> all = new HashMap<>(fates);
    all.put(sent, fate);
    return new Given(rules, chain, all, pending, condition, deadline, money, counts, pause);
  }

  Given underWay(Sent sent) {
    Map<Request.Purpose, Sent> one = Map.of(Request.Purpose.PRE_COMMIT, sent);
    return new Given(rules, chain, fates, one, condition, deadline, money, counts, pause);
  }

  Given files(FileCondition files) {
    return new Given(rules, chain, fates, pending, files, deadline, money, counts, pause);
  }

  Given opens(long epoch) {
    return new Given(
        rules, chain, fates, pending, condition, new Epoch(epoch), money, counts, pause);
  }

  Given available(long atto) {
    return new Given(rules, chain, fates, pending, condition, deadline, atto, counts, pause);
  }

  Given failures(FailedStep step, int count) {
    Failures failed = new Failures(Map.of(step, count));
    return new Given(rules, chain, fates, pending, condition, deadline, money, failed, pause);
  }

  Given pausedFor(long seconds) {
    return new Given(rules, chain, fates, pending, condition, deadline, money, counts, seconds);
  }

  Facts at(long head) {
    return new Facts(
        rules,
        new Epoch(head),
        NOON,
        NOON.minusSeconds(pause),
        counts,
        chain,
        fates,
        pending,
        condition,
        Optional.of(deadline),
        Optional.of(
            new Facts.Funds(
                TokenAmount.ofAtto(money), Specimens.DEPOSIT, TokenAmount.ofAtto(5_000))));
  }
}
