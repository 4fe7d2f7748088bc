package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.MarketBalance;
import io.sealwright.protocol.actor.MarketState;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.MarketWithdrawal;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.AmtWriter;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Holds deposits. Deals are refused: sectors of a dev chain have no deals, and what the methods
 * about deals would do is not built.
 */
public final class MarketActor {
  private static final long ADD_BALANCE_EXPORTED = 822_473_126L;
  private static final long WITHDRAW_BALANCE_EXPORTED = 2_280_458_852L;
  private static final long GET_BALANCE = 726_108_461L;

  private static final CborCodec<MarketBalance> BALANCE =
      CborTuple.of(MarketBalance.class, AmountCbor.AMOUNT, AmountCbor.AMOUNT);
  private static final CborCodec<ControlAddresses> CONTROL_ADDRESSES =
      CborTuple.of(
          ControlAddresses.class,
          AddressCbor.ADDRESS,
          AddressCbor.ADDRESS,
          AddressCbor.ADDRESS.list(CborCodecs.MAX_ITEMS));

  private MarketActor() {}

  /** What a miner tells of those who may act for it. */
  public record ControlAddresses(Address owner, Address worker, List<Address> controls) {
    public ControlAddresses {
      controls = List.copyOf(controls);
    }
  }

  /** Whose deposit is meant, who gets what is taken from it, and who may ask for that. */
  private record Holder(long party, Address recipient, List<Address> allowed) {}

  public static ActorCode code() {
    return new Methods()
        .on(2, AddressCbor.ADDRESS, MarketActor::addBalance)
        .on(3, MethodCbor.MARKET_WITHDRAWAL, MarketActor::withdraw)
        .onRaw(4, (runtime, params) -> refuse())
        .onRaw(5, (runtime, params) -> refuse())
        .onRaw(6, (runtime, params) -> refuse())
        .on(7, ActorCallsCbor.SECTORS_TERMINATED, MarketActor::sectorsTerminated)
        .onRaw(9, (runtime, none) -> endEpoch(runtime))
        .on(ADD_BALANCE_EXPORTED, AddressCbor.ADDRESS, MarketActor::addBalance)
        .on(WITHDRAW_BALANCE_EXPORTED, MethodCbor.MARKET_WITHDRAWAL, MarketActor::withdraw)
        .on(GET_BALANCE, AddressCbor.ADDRESS, MarketActor::balance);
  }

  /** The state of a market without deposits. */
  public static MarketState first(Blocks blocks) {
    Cid map = HamtWriter.empty(blocks, Ipld.CODEC, BitWidths.HAMT).write();
    Cid balances = HamtWriter.empty(blocks, AmountCbor.AMOUNT, BitWidths.BALANCES).write();
    return new MarketState(
        AmtWriter.empty(blocks, Ipld.CODEC, BitWidths.DEAL_PROPOSALS).write(),
        AmtWriter.empty(blocks, Ipld.CODEC, BitWidths.DEAL_STATES).write(),
        map,
        balances,
        balances,
        0,
        map,
        new Epoch(-1),
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        map,
        map);
  }

  private static ByteString refuse() throws Abort {
    throw Abort.forbidden("this chain takes no deals");
  }

  private static ByteString addBalance(Runtime runtime, Address party) throws Abort, IOException {
    if (runtime.received().sign() <= 0) {
      throw Abort.illegalArgument(
          "balance to add must be greater than zero was: " + runtime.received().decimal());
    }
    Holder holder = holder(runtime, party);
    MarketState state = state(runtime);
    BalanceTable escrow = new BalanceTable(runtime.blocks(), state.escrow());
    escrow.set(holder.party, escrow.get(holder.party).plus(runtime.received()));
    save(runtime, state, escrow.write());
    return Methods.NOTHING;
  }

  private static ByteString withdraw(Runtime runtime, MarketWithdrawal asked)
      throws Abort, IOException {
    if (asked.requested().sign() < 0) {
      throw Abort.illegalArgument("negative amount: " + asked.requested().decimal());
    }
    Holder holder = holder(runtime, asked.party());
    requireAllowed(runtime, holder);
    MarketState state = state(runtime);
    BalanceTable escrow = new BalanceTable(runtime.blocks(), state.escrow());
    TokenAmount locked = new BalanceTable(runtime.blocks(), state.locked()).get(holder.party);
    TokenAmount held = escrow.get(holder.party);
    TokenAmount taken = held.minus(locked).max(TokenAmount.ZERO).min(asked.requested());
    escrow.set(holder.party, held.minus(taken));
    save(runtime, state, escrow.write());
    runtime.send(holder.recipient, MethodNumber.SEND, Methods.NOTHING, taken);
    return Methods.result(AmountCbor.AMOUNT, taken);
  }

  private static void requireAllowed(Runtime runtime, Holder holder) throws Abort, IOException {
    for (Address allowed : holder.allowed) {
      if (runtime.resolve(allowed).equals(Optional.of(runtime.caller()))) {
        return;
      }
    }
    throw Abort.forbidden(
        "caller %s may not withdraw for %s"
            .formatted(Address.id(runtime.caller()), Address.id(holder.party)));
  }

  private static ByteString balance(Runtime runtime, Address party) throws Abort, IOException {
    long number = resolve(runtime, party);
    MarketState state = state(runtime);
    return Methods.result(
        BALANCE,
        new MarketBalance(
            new BalanceTable(runtime.blocks(), state.escrow()).get(number),
            new BalanceTable(runtime.blocks(), state.locked()).get(number)));
  }

  private static ByteString sectorsTerminated(
      Runtime runtime, ActorCalls.SectorsTerminated terminated) throws Abort, IOException {
    Callers.require(runtime, BuiltinCode.MINER);
    return Methods.NOTHING; // Sectors without deals leave nothing behind here.
  }

  private static ByteString endEpoch(Runtime runtime) throws Abort, IOException {
    Callers.require(runtime, Singletons.CRON);
    MarketState next = new DueDeals(runtime.blocks(), state(runtime)).endEpoch(runtime.epoch());
    runtime.setHead(runtime.blocks().write(next, ActorCbor.MARKET));
    return Methods.NOTHING;
  }

  private static Holder holder(Runtime runtime, Address address) throws Abort, IOException {
    long party = resolve(runtime, address);
    Address id = Address.id(party);
    if (!Callers.is(runtime, party, BuiltinCode.MINER)) {
      return new Holder(party, id, List.of(id));
    }
    ByteString told =
        runtime.send(id, MinerMethod.CONTROL_ADDRESSES.number(), Methods.NOTHING, TokenAmount.ZERO);
    ControlAddresses miner = CONTROL_ADDRESSES.decode(told.toBytes());
    return new Holder(party, miner.owner, List.of(miner.owner, miner.worker));
  }

  private static long resolve(Runtime runtime, Address address) throws Abort, IOException {
    return runtime
        .resolve(address)
        .orElseThrow(() -> Abort.illegalArgument("failed to resolve address " + address));
  }

  private static MarketState state(Runtime runtime) throws IOException {
    return runtime.blocks().read(runtime.head(), ActorCbor.MARKET);
  }

  private static void save(Runtime runtime, MarketState state, Cid escrow)
      throws Abort, IOException {
    MarketState next =
        new MarketState(
            state.proposals(),
            state.states(),
            state.pendingProposals(),
            escrow,
            state.locked(),
            state.nextDeal(),
            state.operationsByEpoch(),
            state.lastCron(),
            state.clientCollateral(),
            state.providerCollateral(),
            state.clientFees(),
            state.pendingAllocations(),
            state.providerSectors());
    runtime.setHead(runtime.blocks().write(next, ActorCbor.MARKET));
  }
}
