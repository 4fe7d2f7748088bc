package io.sealwright.engine.clearing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.ChainStanding;
import io.sealwright.engine.removal.ChainStanding.Ending;
import io.sealwright.engine.standing.PromisedSectors;
import io.sealwright.engine.standing.SectorSight;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.Estimate;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.Forecast;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.SectorPower;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a chain says of single sectors of a miner, with what their power costs.
 *
 * @param rules of any version: here is used what no upgrade changes
 */
public record ChainFacts(FullNode node, MinerId miner, NetworkRules rules) {
  private static final Address REWARD = Address.id(2);
  private static final Address POWER = Address.id(4);
  private static final EpochSpan BEYOND = new EpochSpan(1);
  private static final String UNREAD = "the node did not say where the sector stands";

  /** The rules as they are now: by what they say of fees a plan is made. */
  public NetworkRules rulesNow() throws RpcException, InterruptedException {
    return rules.at(node.ask(node.api().state().networkVersion().ask(TipsetKey.HEAD)));
  }

  /** A sector as a head has it. */
  public record Seen(Epoch head, ChainStanding standing) {}

  /**
   * Looks at the head.
   *
   * @param end when the sector ended, if somebody saw it
   * @throws RpcException if not even the head could be learned, or the token does not serve
   */
  public Seen of(SectorNumber number, Optional<Epoch> end)
      throws RpcException, InterruptedException {
    Tipset head = node.head();
    return new Seen(head.height(), standing(number, head, end));
  }

  /** All sectors that the chain expects something of: a first proof, or one each day. */
  Bitfield expected() throws RpcException, InterruptedException {
    Tipset head = node.head();
    return SectorSight.live(node, miner, head)
        .orElseThrow(() -> new RpcException.Misunderstood("the node did not say what is live"))
        .union(PromisedSectors.of(node, miner, head));
  }

  private ChainStanding standing(SectorNumber number, Tipset head, Optional<Epoch> end)
      throws RpcException, InterruptedException {
    return switch (SectorSight.of(node, miner, number, head)) {
      case SectorSight.Unread _ -> new ChainStanding.Unknown(UNREAD);
      case SectorSight.Unused _ -> new ChainStanding.Never();
      case SectorSight.Promised(var promise) -> new ChainStanding.PreCommitted(promise);
      case SectorSight.Placed placed when placed.live() -> live(placed, head);
      case SectorSight.Placed placed -> {
        boolean isOver = !head.height().isBefore(placed.sector().expiration());
        Ending ending = isOver ? Ending.EXPIRED : Ending.TERMINATED;
        yield new ChainStanding.Ended(ending, ended(number, head, end));
      }
      case SectorSight.Gone _ -> new ChainStanding.Ended(Ending.GONE, ended(number, head, end));
    };
  }

  private ChainStanding live(SectorSight.Placed placed, Tipset head)
      throws RpcException, InterruptedException {
    EpochSpan grace = rules.provingPeriod().times(rules.faultPeriods());
    return new ChainStanding.Live(
        placed.sector(),
        new ChainStanding.Place(
            placed.place().deadline(), placed.place().partition(), placed.opens()),
        fees(placed.sector(), head),
        placed.ends().map(ends -> ends.minus(grace)));
  }

  /**
   * When a sector ended. The chain keeps no record of it, but a head beyond the reach of
   * reorganisations shows whether it had ended there.
   */
  private Epoch ended(SectorNumber number, Tipset head, Optional<Epoch> seen)
      throws RpcException, InterruptedException {
    Epoch deep = head.height().minus(rules.finality()).minus(BEYOND);
    if (deep.height() >= 0) {
      try {
        Tipset then = node.ask(node.api().chain().getTipSetByHeight().ask(deep, head.key()));
        switch (SectorSight.of(node, miner, number, then)) {
          case SectorSight.Placed placed when !placed.live() -> {
            return then.height();
          }
          case SectorSight.Gone _ -> {
            return then.height();
          }
          case SectorSight.Placed _,
              SectorSight.Unread _,
              SectorSight.Unused _,
              SectorSight.Promised _ -> {}
        }
      } catch (RpcException.Refused e) {
        if (e.isOfToken()) {
          throw e;
        }
      }
    }
    return seen.filter(at -> at.isBefore(head.height())).orElse(head.height());
  }

  private ChainStanding.Fees fees(Sector sector, Tipset head)
      throws RpcException, InterruptedException {
    Forecast forecast =
        new Forecast(
            estimate(REWARD, "ThisEpochRewardSmoothed", head),
            estimate(POWER, "ThisEpochQAPowerSmoothed", head));
    long size = proof(sector.sealProof()).size().bytes();
    BigInteger power = new SectorPower(size).of(sector).quality();
    return new ChainStanding.Fees(forecast.faultFee(power), forecast.terminationFloor(power));
  }

  static SealProof proof(long number) throws RpcException {
    return SealProof.ofId(number)
        .orElseThrow(() -> new RpcException.Misunderstood("no seal proof has number " + number));
  }

  private Estimate estimate(Address actor, String name, Tipset head)
      throws RpcException, InterruptedException {
    JsonNode found = node.ask(node.api().state().readState().ask(actor, head.key())).state();
    JsonNode estimate = found.path(name);
    try {
      return new Estimate(
          new BigInteger(estimate.path("PositionEstimate").asString("")),
          new BigInteger(estimate.path("VelocityEstimate").asString("")));
    } catch (NumberFormatException _) {
      throw new RpcException.Misunderstood("the state of " + node.text(actor) + " has no " + name);
    }
  }
}
