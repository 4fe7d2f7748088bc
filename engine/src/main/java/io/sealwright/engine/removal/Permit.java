package io.sealwright.engine.removal;

import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;

/**
 * Leave to do one dangerous thing to one sector, made by {@link DeletionPlanner} alone. It names
 * the facts it rests on and expires with them: who uses it collects them again and has it {@link
 * DeletionPlanner#confirms confirmed}.
 */
public final class Permit {
  /** How long facts are good for: ten minutes on mainnet. */
  public static final EpochSpan LIFE = new EpochSpan(20);

  private final Action action;
  private final SectorFacts facts;
  private final Intent intent;

  Permit(Action action, SectorFacts facts, Intent intent) {
    this.action = action;
    this.facts = facts;
    this.intent = intent;
  }

  public SectorId sector() {
    return facts.sector();
  }

  public Action action() {
    return action;
  }

  /** What was known when it was made. */
  public SectorFacts facts() {
    return facts;
  }

  public Intent intent() {
    return intent;
  }

  /** The last epoch at which it is good. */
  public Epoch expires() {
    return facts.head().plus(LIFE);
  }

  /** Good from the head it was made at; a head before that is another chain's. */
  public boolean isGoodAt(Epoch head) {
    return !head.isBefore(facts.head()) && !expires().isBefore(head);
  }
}
