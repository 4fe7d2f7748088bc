package io.sealwright.devchain.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.genesis.Chains;
import io.sealwright.devchain.genesis.Genesis;
import io.sealwright.devchain.store.MemoryBlocks;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.Ipld;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever anybody sends, it is answered with a receipt, and no actor's code traps. */
final class HostileParamsTest {
  private static final long[] ACTORS = {0, 1, 2, 3, 4, 5, 6, 7, 10, 80, 90, 99, 100, 1000};
  private static final long[] EXPORTED = {
    2_643_134_072L, 1_173_380_165L, 822_473_126L, 2_280_458_852L, 726_108_461L, 3_261_979_605L
  };
  private static final int MESSAGES = 800;

  private final MemoryBlocks blocks = new MemoryBlocks();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyMessageHasAReceipt(long seed) throws IOException {
    Random random = new Random(seed);
    Cid state =
        Genesis.make(blocks, Chains.codes(), Chains.spec(Chains.RULES, SectorSize.KIB_2, 1));
    Machine machine = new Machine(blocks, Chains.codes(), Chains.RULES);
    for (int i = 0; i < MESSAGES; i++) {
      Message message = message(random);
      List<Message> one = List.of(message);

      StateMachine.Trial trial = machine.attempt(state, new Epoch(1), one, Chains.randomness());

      assertThat(trial.receipt().exitCode())
          .as("seed %d, message %d: %s, %s", seed, i, message, trial.reason())
          .isNotEqualTo(Exits.ILLEGAL_INSTRUCTION);
    }
  }

  private static Message message(Random random) {
    long actor = ACTORS[random.nextInt(ACTORS.length)];
    long method =
        random.nextInt(5) == 0
            ? EXPORTED[random.nextInt(EXPORTED.length)]
            : random.nextLong(actor == 1000 ? 38 : 12);
    return new Message(
        Address.id(random.nextInt(3) == 0 ? actor : 1000),
        Chains.RICH,
        0,
        TokenAmount.ofAtto(random.nextLong(1000)),
        0,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        new MethodNumber(actor == 1000 || random.nextInt(3) == 0 ? method : random.nextLong(38)),
        params(random));
  }

  private static ByteString params(Random random) {
    if (random.nextInt(10) == 0) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      return ByteString.of(noise);
    }
    return ByteString.of(Ipld.CODEC.encode(tuple(random, 0)));
  }

  private static Ipld tuple(Random random, int depth) {
    List<Ipld> items = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      items.add(value(random, depth + 1));
    }
    return new Ipld.Items(items);
  }

  private static Ipld value(Random random, int depth) {
    return switch (random.nextInt(depth < 4 ? 12 : 8)) {
      case 0 -> Ipld.Int.of(random.nextInt(60));
      case 1 -> new Ipld.Int(new BigInteger(64, random));
      case 2 -> Ipld.Int.of(random.nextLong());
      case 3 -> new Ipld.Bytes(Address.id(random.nextInt(1002)).toBytes());
      case 4 -> new Ipld.Bytes(big(random));
      case 5 -> new Ipld.Bytes(bits(random));
      case 6 -> new Ipld.Bool(random.nextBoolean());
      case 7 -> Ipld.Nothing.NULL;
      default -> tuple(random, depth);
    };
  }

  private static ByteString big(Random random) {
    BigInteger number = new BigInteger(random.nextInt(100), random);
    BigInteger signed = random.nextBoolean() ? number : number.negate();
    return ByteString.of(CborCodecs.BIG.encode(signed)).from(1);
  }

  private static ByteString bits(Random random) {
    long start = random.nextLong(1L << random.nextInt(1, 62));
    return Bitfield.ofRunLengths(start, 1 + random.nextLong(1L << 20)).toBytes();
  }
}
