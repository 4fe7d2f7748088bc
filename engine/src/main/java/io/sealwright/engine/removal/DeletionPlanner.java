package io.sealwright.engine.removal;

import io.sealwright.engine.removal.ChainStanding.Ended;
import io.sealwright.engine.removal.ChainStanding.Live;
import io.sealwright.engine.removal.ChainStanding.PreCommitted;
import io.sealwright.protocol.network.NetworkRules;

/**
 * Decides how a sector is got rid of, or why not. A pure function of the facts: what the chain says
 * decides first, for it is the chain that charges; then the miner's record, the files and the jobs.
 *
 * <pre>
 *   never on chain ──▶ abort its jobs, remove
 *   pre-committed  ──▶ set back, recover; or wait until it lapses; remove
 *   live           ──▶ set back, recover; or terminate, wait for finality, remove
 *   ended          ──▶ wait for finality, remove
 * </pre>
 */
public record DeletionPlanner(NetworkRules rules) {

  public DeletionPlan plan(SectorFacts facts, Intent intent) {
    Draft draft = new Draft(rules, facts, intent);
    return switch (facts.chain()) {
      case ChainStanding.Unknown _ -> draft.decide(Decision.UNDETERMINED, Reason.CHAIN_UNKNOWN);
      case ChainStanding.Never _ -> UnpromisedSector.plan(facts, draft);
      case PreCommitted(var promise) -> new PromisedSector(rules, facts, promise, draft).plan();
      case Live live -> new LiveSector(rules, facts, live, draft).plan(intent);
      case Ended ended -> EndedSector.plan(rules, facts, ended, draft);
    };
  }

  /** Whether a permit still holds: it is young enough, and fresh facts would give it again. */
  public boolean confirms(Permit permit, SectorFacts fresh) {
    return permit.sector().equals(fresh.sector())
        && permit.isGoodAt(fresh.head())
        && plan(fresh, permit.intent()).permits().stream()
            .anyMatch(again -> again.action().equals(permit.action()));
  }
}
