package io.sealwright.devchain.genesis;

import io.sealwright.devchain.actor.DatacapActor;
import io.sealwright.devchain.actor.MarketActor;
import io.sealwright.devchain.actor.PowerActor;
import io.sealwright.devchain.actor.RewardActor;
import io.sealwright.devchain.actor.VerifiedRegistryActor;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.ActorCodes;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.protocol.actor.AccountState;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.actor.CronState;
import io.sealwright.protocol.actor.InitState;
import io.sealwright.protocol.actor.MultisigState;
import io.sealwright.protocol.actor.PowerState;
import io.sealwright.protocol.actor.SystemState;
import io.sealwright.protocol.actor.method.ActorCalls;
import io.sealwright.protocol.actor.method.ActorCallsCbor;
import io.sealwright.protocol.actor.method.CreateMiner;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.ipld.HamtWriter;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Makes the first state of a chain.
 *
 * <p>Money is shared out as real networks do: 1.1 billion FIL are still to be mined, 900 million
 * are the accounts', the miners' and, for the rest, the reserve's.
 *
 * <p>A miner begins with the network's minimum of power and without any sector. A real network
 * begins with sectors sealed beforehand; without power nobody could win a block, and clients divide
 * by the network's power. The claim stays as it is, whatever the miner seals, proves or loses: its
 * sectors only add to it.
 */
public final class Genesis {
  private static final TokenAmount TO_BE_MINED = TokenAmount.of(1_100_000_000, FilUnit.FIL);
  private static final TokenAmount OTHER_FUNDS = TokenAmount.of(900_000_000, FilUnit.FIL);

  /** Who governs the verified registry: a multisig of the first account. */
  private static final long ROOT_KEY = 80;

  private static final long FIRST_MINER = 1000;

  private static final MethodNumber POWER_ON_EPOCH_END = new MethodNumber(5);
  private static final MethodNumber MARKET_ON_EPOCH_END = new MethodNumber(9);
  private static final MethodNumber CREATE_MINER = new MethodNumber(2);
  private static final MethodNumber UPDATE_CLAIMED_POWER = new MethodNumber(3);

  private final Blocks blocks;
  private final GenesisSpec spec;
  private final Machine machine;
  private final StateTree tree;

  private Genesis(Blocks blocks, ActorCodes codes, GenesisSpec spec) {
    this.blocks = blocks;
    this.spec = spec;
    this.machine = new Machine(blocks, codes, spec.rules());
    this.tree = StateTree.empty(blocks, blocks.put(new byte[] {(byte) 0x80}));
  }

  /** The root of the first state. */
  public static Cid make(Blocks blocks, ActorCodes codes, GenesisSpec spec) throws IOException {
    Genesis genesis = new Genesis(blocks, codes, spec);
    genesis.addAccounts();
    genesis.addSingletons();
    genesis.addFunds();
    genesis.addMiners();
    return genesis.tree.write();
  }

  private void addAccounts() throws IOException {
    HamtWriter<Long> table = HamtWriter.empty(blocks, CborCodecs.UNSIGNED, BitWidths.HAMT);
    long number = Singletons.FIRST_OTHER;
    for (GenesisSpec.Account account : spec.accounts()) {
      if (table.contains(account.key().toBytes())) {
        throw new IllegalArgumentException("account " + account.key() + " is there twice");
      }
      table.set(account.key().toBytes(), number);
      AccountState state = new AccountState(account.key());
      add(number++, BuiltinCode.ACCOUNT, state, ActorCbor.ACCOUNT, account.balance());
    }
    InitState init = new InitState(table.write(), FIRST_MINER, spec.networkName());
    add(Singletons.INIT, BuiltinCode.INIT, init, ActorCbor.INIT, TokenAmount.ZERO);
  }

  private void addSingletons() {
    TokenAmount none = TokenAmount.ZERO;
    SystemState system = new SystemState(blocks.put(BuiltinCode.list()));
    blocks.put(BuiltinCode.manifest());
    add(Singletons.SYSTEM, BuiltinCode.SYSTEM, system, ActorCbor.SYSTEM, none);
    CronState cron =
        new CronState(
            List.of(
                new CronState.Entry(Address.id(Singletons.POWER), POWER_ON_EPOCH_END),
                new CronState.Entry(Address.id(Singletons.MARKET), MARKET_ON_EPOCH_END)));
    add(Singletons.CRON, BuiltinCode.CRON, cron, ActorCbor.CRON, none);
    add(Singletons.POWER, BuiltinCode.POWER, PowerActor.first(blocks), ActorCbor.POWER, none);
    add(Singletons.MARKET, BuiltinCode.MARKET, MarketActor.first(blocks), ActorCbor.MARKET, none);
    add(
        Singletons.VERIFIED_REGISTRY,
        BuiltinCode.VERIFIED_REGISTRY,
        VerifiedRegistryActor.first(blocks, Address.id(ROOT_KEY)),
        ActorCbor.VERIFIED_REGISTRY,
        none);
    add(
        Singletons.DATACAP,
        BuiltinCode.DATACAP,
        DatacapActor.first(blocks, Address.id(Singletons.VERIFIED_REGISTRY)),
        ActorCbor.DATACAP,
        none);
    Cid empty = tree.emptyState();
    tree.set(
        Singletons.ETHEREUM_ADDRESSES,
        new Actor(BuiltinCode.ETHEREUM_ADDRESSES.cid(), empty, 0, none, Optional.empty()));
    AccountState burnt = new AccountState(Address.id(Singletons.BURNT_FUNDS));
    add(Singletons.BURNT_FUNDS, BuiltinCode.ACCOUNT, burnt, ActorCbor.ACCOUNT, none);
  }

  private void addFunds() {
    BigInteger power = minersPower().multiply(BigInteger.valueOf(spec.miners().size()));
    add(
        Singletons.REWARD,
        BuiltinCode.REWARD,
        RewardActor.first(power),
        ActorCbor.REWARD,
        TO_BE_MINED);
    TokenAmount rest = OTHER_FUNDS;
    for (GenesisSpec.Account account : spec.accounts()) {
      rest = rest.minus(account.balance());
    }
    if (rest.sign() < 0) {
      throw new IllegalArgumentException("more than " + OTHER_FUNDS + " is given away");
    }
    add(Singletons.RESERVE, BuiltinCode.MULTISIG, governed(rest), ActorCbor.MULTISIG, rest);
    add(
        ROOT_KEY,
        BuiltinCode.MULTISIG,
        governed(TokenAmount.ZERO),
        ActorCbor.MULTISIG,
        TokenAmount.ZERO);
  }

  private MultisigState governed(TokenAmount funds) {
    Cid none = HamtWriter.empty(blocks, Ipld.CODEC, BitWidths.HAMT).write();
    List<Address> signers = List.of(Address.id(Singletons.FIRST_OTHER));
    return new MultisigState(signers, 1, 0, funds, Epoch.GENESIS, 0, none);
  }

  private void addMiners() throws IOException {
    long proof = spec.rules().windowPostProof(spec.sectorSize());
    for (GenesisSpec.Miner miner : spec.miners()) {
      CreateMiner asked =
          new CreateMiner(miner.owner(), miner.worker(), proof, miner.peerId(), List.of());
      ByteString made =
          machine.callOn(
              tree,
              miner.owner(),
              Singletons.POWER,
              CREATE_MINER,
              ByteString.of(MethodCbor.CREATE_MINER.encode(asked)),
              miner.funds());
      Address id = MethodCbor.CREATED_MINER.decode(made.toBytes()).id();
      BigInteger power = minersPower();
      machine.callOn(
          tree,
          id,
          Singletons.POWER,
          UPDATE_CLAIMED_POWER,
          ByteString.of(
              ActorCallsCbor.POWER_CHANGE.encode(new ActorCalls.PowerChange(power, power))),
          TokenAmount.ZERO);
    }
    PowerState power = tree.read(Singletons.POWER, ActorCbor.POWER);
    add(Singletons.POWER, BuiltinCode.POWER, settled(power), ActorCbor.POWER, TokenAmount.ZERO);
  }

  private BigInteger minersPower() {
    return spec.rules().minimumPower();
  }

  /** With all power that is committed counted from the first epoch on. */
  private static PowerState settled(PowerState state) {
    return new PowerState(
        state.rawPower(),
        state.rawCommitted(),
        state.qualityPower(),
        state.qualityCommitted(),
        state.pledge(),
        state.rawCommitted(),
        state.qualityCommitted(),
        state.pledge(),
        state.qualityPowerSmoothed(),
        state.miners(),
        state.minersAboveMinimum(),
        state.rampStart(),
        state.rampEpochs(),
        state.cronQueue(),
        state.firstCronEpoch(),
        state.claims(),
        state.proofBatch());
  }

  private <T> void add(
      long number, BuiltinCode code, T state, CborCodec<T> codec, TokenAmount balance) {
    Cid head = blocks.write(state, codec);
    tree.set(number, new Actor(code.cid(), head, 0, balance, Optional.empty()));
  }
}
