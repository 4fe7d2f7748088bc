package io.sealwright.engine.standing;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorState;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import java.time.Instant;
import java.util.Optional;

/**
 * Until when the chain wants something of a sector's files.
 *
 * @param epoch none if there is none, or it could not be learned
 * @param time of that epoch
 */
public record Due(Kind kind, Optional<Epoch> epoch, Optional<Instant> time) {
  public static final Due NOTHING = new Due(Kind.NOTHING, Optional.empty(), Optional.empty());
  public static final Due UNKNOWN = new Due(Kind.UNKNOWN, Optional.empty(), Optional.empty());

  /** What is missed then. */
  public enum Kind {
    /** Nothing is lost but work. */
    NOTHING,
    /** The ticket is too old then, and the sector is sealed anew. */
    TICKET,
    /** The proof comes too late then, and the deposit is lost. */
    DEPOSIT,
    /** The window opens in which it is proven; else it is faulty and costs its fee. */
    WINDOW,
    /** The chain could not be asked. */
    UNKNOWN
  }

  /** Of a sector, as things are at a head. */
  public static Due of(SectorState state, MinerFacts facts, Instant now) {
    Evidence known = state.reached();
    if (known.find(Evidence.Activated.class).isPresent()) {
      return facts
          .deadlineOpens(known.pledged().id().number())
          .map(opens -> at(Kind.WINDOW, opens, facts, now))
          .orElse(UNKNOWN);
    }
    NetworkRules rules = facts.rules();
    Optional<Epoch> proven =
        known
            .find(Evidence.PreCommitted.class)
            .map(p -> p.landed().plus(rules.proveCommitWindow()));
    if (proven.isPresent()) {
      return at(Kind.DEPOSIT, proven.get(), facts, now);
    }
    return known
        .find(Evidence.Ticketed.class)
        .map(drawn -> at(Kind.TICKET, drawn.epoch().plus(rules.ticketLifetime()), facts, now))
        .orElse(NOTHING);
  }

  private static Due at(Kind kind, Epoch epoch, MinerFacts facts, Instant now) {
    long epochs = epoch.height() - facts.head().height();
    Instant time = now.plus(facts.rules().blockDelay().multipliedBy(epochs));
    return new Due(kind, Optional.of(epoch), Optional.of(time));
  }
}
