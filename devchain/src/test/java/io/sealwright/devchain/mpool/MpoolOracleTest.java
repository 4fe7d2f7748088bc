package io.sealwright.devchain.mpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.chain.ChainMessage;
import io.sealwright.devchain.node.Bench;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random pushes, blocks and restarts, beside the plainest reading of the rules. */
final class MpoolOracleTest {
  private static final int OPERATIONS = 250;
  private static final long BLOCK_GAS = 10_000_000_000L;

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void thePoolDoesWhatTheRulesSay(long seed) throws Exception {
    Random random = new Random(seed);
    Bench bench = new Bench(temporary.resolve("node"), 2);
    DevNode node = bench.open();
    Oracle oracle = new Oracle();
    int taken = 0;
    int refused = 0;
    List<Address> accounts = Bench.accounts(node);
    for (int i = 0; i < OPERATIONS; i++) {
      int what = random.nextInt(20);
      if (what == 0) {
        node.close();
        node = bench.open();
      } else if (what < 4) {
        oracle.include(node, node.step());
      } else {
        SignedMessage message = random(node, accounts, random);
        boolean expected = oracle.takes(node, message);
        assertThat(pushes(node, message)).as("seed %d, step %d: %s", seed, i, message).isEqualTo(expected);
        taken += expected ? 1 : 0;
        refused += expected ? 0 : 1;
      }
      assertThat(node.mpool().pending())
          .as("seed %d, step %d", seed, i)
          .containsExactlyInAnyOrderElementsOf(oracle.all());
    }
    node.close();
    assertThat(taken).isGreaterThan(30);
    assertThat(refused).isGreaterThan(30);
  }

  private static boolean pushes(DevNode node, SignedMessage message) throws Exception {
    try {
      node.mpool().push(message, true);
      return true;
    } catch (MessageRefused _) {
      return false;
    }
  }

  private static SignedMessage random(DevNode node, List<Address> accounts, Random random)
      throws Exception {
    Address from = accounts.get(random.nextInt(accounts.size()));
    long inState = state(node, from).nonce();
    long nonce = Math.max(0, inState + random.nextInt(6) - 1);
    long premium = random.nextInt(12) == 0 ? 50 : 100_000 + random.nextInt(60_000);
    long cap = random.nextInt(12) == 0 ? premium - 1 : premium + random.nextInt(300_000_000);
    long limit =
        switch (random.nextInt(12)) {
          case 0 -> 50_000;
          case 1 -> BLOCK_GAS + 1;
          case 2 -> BLOCK_GAS;
          default -> 1_000_000L + random.nextInt(5_000_000);
        };
    long cost = random.nextInt(15) == 0 ? 900_000_000_000L : 0;
    Message message =
        new Message(
            Address.id(100),
            from,
            nonce,
            TokenAmount.ofAtto(random.nextInt(1000)),
            limit,
            TokenAmount.ofAtto(cap + cost),
            TokenAmount.ofAtto(premium),
            MethodNumber.SEND,
            ByteString.EMPTY);
    return node.wallet().sign(message);
  }

  private static Actor state(DevNode node, Address account) throws Exception {
    return node.states()
        .actor(node.chain().stateAfter(node.chain().head()), account)
        .orElseThrow();
  }

  /** The rules, each as one line says it. */
  private static final class Oracle {
    private final Map<Address, TreeMap<Long, SignedMessage>> pending = new HashMap<>();

    boolean takes(DevNode node, SignedMessage signed) throws Exception {
      Message message = signed.message();
      TreeMap<Long, SignedMessage> own =
          pending.computeIfAbsent(message.from(), _ -> new TreeMap<>());
      SignedMessage old = own.get(message.nonce());
      boolean fits =
          message.gasFeeCap().compareTo(TokenAmount.ofAtto(100)) >= 0
              && message.gasPremium().compareTo(message.gasFeeCap()) <= 0
              && message.gasLimit() <= BLOCK_GAS
              && message.gasLimit() >= 38_863 + 1000 * (36 + length(signed))
              && message.nonce() >= state(node, message.from()).nonce()
              && required(own, message).compareTo(state(node, message.from()).balance().atto()) <= 0
              && (old == null || outbids(signed, old));
      if (fits) {
        own.put(message.nonce(), signed);
      }
      return fits;
    }

    private static boolean outbids(SignedMessage signed, SignedMessage old) {
      long premium = old.message().gasPremium().atto().longValueExact();
      long least = premium * 11 / 10 + 1;
      return signed.message().gasPremium().atto().longValueExact() >= least;
    }

    private static BigInteger required(TreeMap<Long, SignedMessage> own, Message message) {
      BigInteger sum = gas(message);
      for (SignedMessage other : own.values()) {
        if (other.message().nonce() != message.nonce()) {
          sum = sum.add(gas(other.message()));
        }
      }
      return sum;
    }

    private static BigInteger gas(Message message) {
      return message.gasFeeCap().atto().multiply(BigInteger.valueOf(message.gasLimit()));
    }

    private static int length(SignedMessage signed) {
      return signed.signature().type() == SignatureType.BLS
          ? MessageCbor.MESSAGE.encode(signed.message()).length
          : MessageCbor.SIGNED_MESSAGE.encode(signed).length;
    }

    /** What a tipset took must have been pending, in rows from the sender's nonce on. */
    void include(DevNode node, Tipset tipset) throws Exception {
      Map<Address, Long> next = new HashMap<>();
      for (var block : tipset.blocks()) {
        long gas = 0;
        for (Message message : node.chain().messagesOf(block).unsigned()) {
          gas += message.gasLimit();
        }
        assertThat(gas).isLessThanOrEqualTo(BLOCK_GAS);
      }
      for (ChainMessage found : node.chain().messagesIn(tipset)) {
        Message message = found.message();
        long expected =
            next.getOrDefault(
                message.from(),
                node.states()
                    .actor(tipset.parentStateRoot(), message.from())
                    .orElseThrow()
                    .nonce());
        assertThat(message.nonce()).isEqualTo(expected);
        next.put(message.from(), expected + 1);
        SignedMessage was = pending.get(message.from()).remove(message.nonce());
        assertThat(was.cid()).isEqualTo(found.cid());
      }
    }

    List<SignedMessage> all() {
      List<SignedMessage> all = new ArrayList<>();
      pending.values().forEach(own -> all.addAll(own.values()));
      return all;
    }
  }
}
