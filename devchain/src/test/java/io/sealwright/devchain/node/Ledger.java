package io.sealwright.devchain.node;

import io.sealwright.devchain.chain.GenesisBlock;
import io.sealwright.devchain.chain.States;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Call;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.AmountCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.ExitCode;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Receipt;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A state machine that knows accounts and transfers alone, in one block of state; a second block
 * holds what changes every epoch, so that there is something to forget.
 */
public final class Ledger implements StateMachine, States {
  public static final long GAS = 1_000_000;

  private static final CborCodec<Account> ACCOUNT =
      CborTuple.of(
          Account.class,
          AddressCbor.ADDRESS,
          CborCodecs.UNSIGNED,
          CborCodecs.UNSIGNED,
          AmountCbor.AMOUNT);
  private static final CborCodec<State> STATE =
      CborTuple.of(
          State.class,
          ACCOUNT.list(CborCodecs.MAX_ITEMS),
          AddressCbor.ADDRESS.list(CborCodecs.MAX_ITEMS),
          CborCodecs.CID);

  private final Blocks blocks;

  public record Account(Address key, long number, long nonce, TokenAmount balance) {}

  /** Accounts, the workers of the miners 1000, 1001, … and a block with the number of epochs. */
  public record State(List<Account> accounts, List<Address> workers, Cid epochs) {}

  public Ledger(Blocks blocks) {
    this.blocks = blocks;
  }

  /** Begins a chain with funded accounts. */
  static void begin(BlockFolder folder, List<Address> funded, List<Address> workers, Instant time)
      throws IOException {
    List<Account> accounts = new ArrayList<>();
    for (Address key : funded) {
      accounts.add(new Account(key, 100 + accounts.size(), 0, TokenAmount.parse("1000")));
    }
    Cid zero = folder.write(0L, CborCodecs.UNSIGNED);
    Cid root = folder.write(new State(accounts, workers, zero), STATE);
    GenesisBlock.begin(folder, root, time, ByteString.of(new byte[32]));
  }

  /** How many epochs a state has seen, skipped ones too. */
  public long epochs(Cid state) throws IOException {
    return blocks.read(blocks.read(state, STATE).epochs(), CborCodecs.UNSIGNED);
  }

  @Override
  public Outcome apply(Cid state, TipsetWork work, Randomness randomness) throws IOException {
    State before = blocks.read(state, STATE);
    Map<Address, Account> accounts = byKey(before);
    Set<Cid> seen = new HashSet<>();
    List<Receipt> receipts = new ArrayList<>();
    for (TipsetWork.Block block : work.blocks()) {
      List<Message> messages = new ArrayList<>(block.bls());
      block.secp().forEach(signed -> messages.add(signed.message()));
      for (Message message : messages) {
        if (seen.add(message.cid())) {
          receipts.add(carryOut(accounts, message, work.baseFee(), false));
        }
      }
    }
    long epochs = epochs(state) + work.skipped().size() + 1;
    Cid counted = blocks.write(epochs, CborCodecs.UNSIGNED);
    List<Account> sorted =
        accounts.values().stream().sorted(Comparator.comparingLong(Account::number)).toList();
    Cid after = blocks.write(new State(sorted, before.workers(), counted), STATE);
    return new Outcome(after, receipts, List.of());
  }

  @Override
  public Outcome rehearse(Cid state, TipsetWork work, Randomness randomness) throws IOException {
    return apply(state, work, randomness);
  }

  @Override
  public Trial attempt(Cid state, Epoch epoch, List<Message> messages, Randomness randomness)
      throws IOException {
    Map<Address, Account> accounts = byKey(blocks.read(state, STATE));
    Receipt last = receipt(0, 0);
    for (Message message : messages) {
      last = carryOut(accounts, message, TokenAmount.ZERO, true);
    }
    Message message = messages.getLast();
    Call call =
        new Call(
            0,
            message.to(),
            0,
            message.value(),
            message.method(),
            message.params(),
            0,
            last.exitCode(),
            ByteString.EMPTY,
            List.of());
    return new Trial(last, last.exitCode().isOk() ? "" : "refused by the ledger", call);
  }

  private static Receipt carryOut(
      Map<Address, Account> accounts, Message message, TokenAmount baseFee, boolean free) {
    Account sender = accounts.get(message.from());
    TokenAmount gasFunds = message.gasFeeCap().times(message.gasLimit());
    if (sender == null) {
      return receipt(1, 0);
    }
    if (sender.nonce != message.nonce() || sender.balance.compareTo(gasFunds) < 0) {
      return receipt(2, 0);
    }
    boolean fits = message.gasLimit() >= GAS || message.gasLimit() == 0;
    long used = fits ? GAS : message.gasLimit();
    TokenAmount cost =
        free
            ? TokenAmount.ZERO
            : baseFee.times(used).plus(message.gasPremium().times(message.gasLimit()));
    TokenAmount left = sender.balance.minus(cost);
    boolean pays = fits && left.compareTo(message.value()) >= 0;
    TokenAmount value = pays ? message.value() : TokenAmount.ZERO;
    put(accounts, new Account(sender.key, sender.number, sender.nonce + 1, left.minus(value)));
    if (pays) {
      long next = 100 + accounts.size();
      Account receiver =
          accounts.getOrDefault(
              message.to(), new Account(message.to(), next, 0, TokenAmount.ZERO));
      put(
          accounts,
          new Account(
              receiver.key, receiver.number, receiver.nonce, receiver.balance.plus(value)));
    }
    return receipt(pays ? 0 : fits ? 6 : 7, used);
  }

  private static void put(Map<Address, Account> accounts, Account account) {
    accounts.put(account.key, account);
  }

  private static Receipt receipt(long exit, long gas) {
    return new Receipt(new ExitCode(exit), ByteString.EMPTY, gas, Optional.empty());
  }

  private static Map<Address, Account> byKey(State state) {
    Map<Address, Account> accounts = new LinkedHashMap<>();
    state.accounts.forEach(account -> accounts.put(account.key, account));
    return accounts;
  }

  @Override
  public Optional<Actor> actor(Cid state, Address address) throws IOException {
    return find(state, address)
        .map(account -> new Actor(state, state, account.nonce, account.balance, Optional.empty()));
  }

  @Override
  public Optional<Address> id(Cid state, Address address) throws IOException {
    return find(state, address).map(account -> Address.id(account.number));
  }

  @Override
  public Optional<Address> key(Cid state, Address address) throws IOException {
    return address.actor().isPresent()
        ? find(state, address).map(Account::key)
        : Optional.of(address);
  }

  @Override
  public List<Producer> producers(Cid state) throws IOException {
    List<Producer> producers = new ArrayList<>();
    for (Address worker : blocks.read(state, STATE).workers) {
      producers.add(new Producer(1000 + producers.size(), BigInteger.valueOf(1 << 20), worker));
    }
    return producers;
  }

  @Override
  public BigInteger power(Cid state) throws IOException {
    return BigInteger.valueOf((long) producers(state).size() << 20);
  }

  private Optional<Account> find(Cid state, Address address) throws IOException {
    return blocks.read(state, STATE).accounts.stream()
        .filter(a -> a.key.equals(address) || Address.id(a.number).equals(address))
        .findFirst();
  }
}
