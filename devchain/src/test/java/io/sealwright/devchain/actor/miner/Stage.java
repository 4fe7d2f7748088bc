package io.sealwright.devchain.actor.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.genesis.Genesis;
import io.sealwright.devchain.genesis.GenesisSpec;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.store.Blocks;
import io.sealwright.devchain.vm.Applied;
import io.sealwright.devchain.vm.GasPolicy;
import io.sealwright.devchain.vm.Machine;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.actor.PowerClaim;
import io.sealwright.protocol.actor.miner.MinerCbor;
import io.sealwright.protocol.actor.miner.MinerState;
import io.sealwright.protocol.actor.miner.Partition;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.ipld.Amt;
import io.sealwright.protocol.ipld.BitWidths;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small chain with one miner of 2 KiB sectors, stepped by hand: messages are collected for the
 * next epoch. An epoch may be jumped to, and then what was due before happens there.
 */
final class Stage {
  static final long OWNER = 100;
  static final long WORKER = 101;
  static final long STRANGER = 102;
  static final long MINER = 1000;

  private static final long GAS = 100_000_000_000L;

  final NetworkRules rules;
  private final Memory blocks = new Memory(new HashMap<>());
  private final Machine machine;
  private final Map<Long, Long> nonces = new HashMap<>();
  private final List<Message> waiting = new ArrayList<>();
  private Cid state;
  private long now;

  /** Blocks that are forgotten with the test. */
  record Memory(Map<Cid, byte[]> all) implements Blocks {
    @Override
    public Cid put(byte[] block) {
      Cid cid = Cid.ofCbor(block);
      all.put(cid, block);
      return cid;
    }

    @Override
    public Optional<byte[]> block(Cid cid) {
      return Optional.ofNullable(all.get(cid));
    }
  }

  /** Randomness that depends on all that the chain's does. */
  record Dice() implements Randomness {
    @Override
    public Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) {
      return draw(domain, epoch, entropy);
    }

    @Override
    public Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) {
      return draw(-domain, epoch, entropy);
    }

    private static Bytes32 draw(long domain, Epoch epoch, ByteString entropy) {
      byte[] numbers =
          ByteBuffer.allocate(2 * Long.BYTES).putLong(domain).putLong(epoch.height()).array();
      return Bytes32.of(Blake2b.BYTES_32.digest(ByteString.of(numbers), entropy).toBytes());
    }
  }

  private Stage(NetworkRules rules, ProofChecker proofs) throws IOException {
    this.rules = rules;
    var codes = BuiltinActors.with(new MinerActor(proofs));
    machine = new Machine(blocks, codes, rules, GasPolicy.METERED);
    TokenAmount rich = TokenAmount.of(1000, FilUnit.FIL);
    GenesisSpec spec =
        new GenesisSpec(
            "stage",
            rules,
            SectorSize.KIB_2,
            List.of(
                new GenesisSpec.Account(key(0), rich),
                new GenesisSpec.Account(key(1), rich),
                new GenesisSpec.Account(key(2), rich)),
            List.of(
                new GenesisSpec.Miner(
                    key(0), key(1), TokenAmount.of(10, FilUnit.FIL), ByteString.EMPTY)));
    state = Genesis.make(blocks, codes, spec);
  }

  static Stage fast() throws IOException {
    return fast(new WithheldProofs());
  }

  static Stage fast(ProofChecker proofs) throws IOException {
    return new Stage(NetworkRules.fast(new NetworkVersion(28)), proofs);
  }

  static Stage devnet() throws IOException {
    return new Stage(NetworkRules.devnet(new NetworkVersion(28)), new WithheldProofs());
  }

  /** The address of the account 100 + index. */
  static Address key(int index) {
    byte[] key = new byte[48];
    key[0] = (byte) (index + 1);
    return Address.ofBls(ByteString.of(key));
  }

  Epoch now() {
    return new Epoch(now);
  }

  Epoch next() {
    return new Epoch(now + 1);
  }

  /** Collects a message to the miner for the next epoch. */
  <T> void send(long from, long method, CborCodec<T> codec, T params) {
    send(from, method, ByteString.of(codec.encode(params)), TokenAmount.ZERO);
  }

  void send(long from, long method, ByteString params, TokenAmount value) {
    long nonce = nonces.merge(from, 1L, Long::sum) - 1;
    waiting.add(
        new Message(
            Address.id(MINER),
            Address.id(from),
            nonce,
            value,
            GAS,
            TokenAmount.ZERO,
            TokenAmount.ZERO,
            new MethodNumber(method),
            params));
  }

  /** Goes to the next epoch; what became of the messages, the chain's own not included. */
  List<Applied> step() throws IOException {
    return jump(next());
  }

  /**
   * Goes to an epoch as if there were none in between. Where there are messages, the miner has made
   * the block with them and is paid for it.
   */
  List<Applied> jump(Epoch epoch) throws IOException {
    now = epoch.height();
    List<Message> messages = List.copyOf(waiting);
    waiting.clear();
    List<TipsetWork.Block> made =
        messages.isEmpty()
            ? List.of()
            : List.of(new TipsetWork.Block(MINER, 1, messages, List.of()));
    StateMachine.Outcome outcome =
        machine.apply(state, new TipsetWork(now(), List.of(), TokenAmount.ZERO, made), new Dice());
    state = outcome.state();
    return outcome.applied().stream().filter(each -> !each.implicit()).toList();
  }

  /** Steps to an epoch, one by one. */
  void walk(Epoch to) throws IOException {
    while (now().isBefore(to)) {
      step();
    }
  }

  /** Carries out one message, which has to go well; its result. */
  <T> ByteString does(long from, long method, CborCodec<T> codec, T params) throws IOException {
    send(from, method, codec, params);
    Applied applied = step().getLast();
    assertThat(applied.reason()).isEmpty();
    return applied.receipt().returned();
  }

  /** Carries out one message, which has to be refused; its exit code and the reason. */
  <T> Refused refuses(long from, long method, CborCodec<T> codec, T params) throws IOException {
    send(from, method, codec, params);
    Applied applied = step().getLast();
    assertThat(applied.receipt().exitCode().isOk()).as("went well").isFalse();
    return new Refused(applied.receipt().exitCode().code(), applied.reason());
  }

  /** How a message failed. */
  record Refused(long code, String reason) {}

  Ledger ledger() throws IOException {
    return Ledger.of(blocks, actor(MINER), rules);
  }

  /** The head of the miner's state alone. */
  MinerState head() throws IOException {
    return blocks.read(actor(MINER).head(), MinerCbor.STATE);
  }

  /** The partitions of one deadline. */
  List<Partition> partitions(int deadline) throws IOException {
    Cid block = blocks.read(head().deadlines(), MinerCbor.DEADLINES).blocks().get(deadline);
    List<Partition> partitions = new ArrayList<>();
    new Amt<>(blocks, MinerCbor.PARTITION, BitWidths.PARTITIONS)
        .forEach(
            blocks.read(block, MinerCbor.DEADLINE).partitions(),
            (_, partition) -> partitions.add(partition));
    return partitions;
  }

  TokenAmount balance(long actor) throws IOException {
    return actor(actor).balance();
  }

  PowerClaim claim() throws IOException {
    return Ledger.claim(blocks, tree(), MINER);
  }

  EpochSpan period() {
    return rules.provingPeriod();
  }

  private Actor actor(long number) throws IOException {
    return tree().require(number);
  }

  private StateTree tree() throws IOException {
    return StateTree.of(blocks, state);
  }
}
