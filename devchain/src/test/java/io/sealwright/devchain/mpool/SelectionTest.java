package io.sealwright.devchain.mpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.node.Bench;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which messages a block takes, and in which order. */
final class SelectionTest {
  @TempDir private Path temporary;
  private DevNode node;
  private List<Address> accounts;

  @BeforeEach
  void open() throws Exception {
    node = new Bench(temporary.resolve("node"), 1).open();
    accounts = Bench.accounts(node);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void whoeverPaysMoreForAUnitOfGasComesFirst() throws Exception {
    SignedMessage low = push(0, 0, 100_000, 1_250_000);
    SignedMessage high = push(1, 0, 300_000, 1_250_000);
    SignedMessage middle = push(2, 0, 200_000, 1_250_000);

    assertThat(selected()).containsExactly(high, middle, low);
  }

  /** A dear message pulls the cheap one it depends on before a sender in between. */
  @Test
  void aRowOfMessagesGoesTogetherIfItsEndPaysForItsBeginning() throws Exception {
    SignedMessage cheap = push(0, 0, 100_000, 1_250_000);
    SignedMessage dear = push(0, 1, 900_000, 1_250_000);
    SignedMessage between = push(1, 0, 300_000, 1_250_000);

    assertThat(selected()).containsExactly(cheap, dear, between);
  }

  @Test
  void aCheapEndWaitsForOthersButABeginningDoesNot() throws Exception {
    SignedMessage dear = push(0, 0, 900_000, 1_250_000);
    SignedMessage cheap = push(0, 1, 100_000, 1_250_000);
    SignedMessage between = push(1, 0, 300_000, 1_250_000);

    assertThat(selected()).containsExactly(dear, between, cheap);
  }

  @Test
  void aBlockHoldsNoMoreGasThanItsLimit() throws Exception {
    List<SignedMessage> row = new ArrayList<>();
    for (int nonce = 0; nonce < 4; nonce++) {
      row.add(push(0, nonce, 200_000, 2_400_000_000L));
    }
    SignedMessage other = push(1, 0, 100_000, 3_000_000_000L);
    SignedMessage small = push(2, 0, 50_000, 300_000_000L);

    assertThat(selected()).containsExactlyElementsOf(plus(row, small)).doesNotContain(other);
    node.step();
    assertThat(node.mpool().pending()).containsExactly(other);
    node.step();
    assertThat(node.mpool().pending()).isEmpty();
  }

  @Test
  void aRowThatIsTooLongIsCutWhereTheBlockEnds() throws Exception {
    List<SignedMessage> row = new ArrayList<>();
    for (int nonce = 0; nonce < 6; nonce++) {
      row.add(push(0, nonce, 200_000, 2_400_000_000L));
    }

    assertThat(selected()).containsExactlyElementsOf(row.subList(0, 4));
  }

  @Test
  void whatCannotPayTheBaseFeeStaysOut() throws Exception {
    Message below =
        new Message(
            Address.id(100),
            accounts.get(0),
            0,
            TokenAmount.ZERO,
            1_250_000,
            TokenAmount.ofAtto(1_000),
            TokenAmount.ofAtto(500),
            MethodNumber.SEND,
            ByteString.EMPTY);
    SignedMessage waiting = node.wallet().sign(below);
    node.mpool().push(waiting, true);
    SignedMessage paying = push(1, 0, 100_000, 1_250_000);

    assertThat(selected()).containsExactly(paying);
    assertThat(node.mpool().pending()).contains(waiting);
  }

  @Test
  void whomTheOperatorPrefersComesFirst() throws Exception {
    SignedMessage high = push(1, 0, 300_000, 1_250_000);
    SignedMessage preferred = push(0, 0, 100_000, 1_250_000);
    MpoolConfig usual = node.mpool().config();
    node.mpool()
        .configure(
            new MpoolConfig(
                List.of(Address.id(100)), 1, 1, 125, usual.pruneCooldown(), 1.25));

    assertThat(selected()).containsExactly(preferred, high);
  }

  /** Blocks of one tipset share the messages out, rows in the order of the blocks. */
  @Test
  void theBlocksOfATipsetDoNotRepeatMessages() throws Exception {
    try (DevNode many = new Bench(temporary.resolve("many"), 5).open()) {
      List<Address> from = Bench.accounts(many);
      int landed = 0;
      for (int nonce = 0; nonce < 40; nonce++) {
        for (Address account : from) {
          many.mpool().push(Bench.signed(many, account, nonce, 100_000, 1_200_000_000), true);
        }
      }
      for (int i = 0; i < 12; i++) {
        var tipset = many.step();
        int inBlocks = 0;
        for (var block : tipset.blocks()) {
          inBlocks += many.chain().messagesOf(block).cids().size();
        }
        many.step();
        assertThat(many.chain().messagesIn(tipset)).hasSize(inBlocks);
        assertThat(many.chain().receipts(many.chain().head().blocks().getFirst()))
            .allSatisfy(receipt -> assertThat(receipt.exitCode().isOk()).isTrue());
        landed += inBlocks;
      }
      assertThat(landed).isGreaterThan(30);
    }
  }

  private SignedMessage push(int account, long nonce, long premium, long gas) throws Exception {
    SignedMessage message = Bench.signed(node, accounts.get(account), nonce, premium, gas);
    node.mpool().push(message, true);
    return message;
  }

  private List<SignedMessage> selected() throws Exception {
    return node.mpool().select(TipsetKey.HEAD, 1);
  }

  private static List<SignedMessage> plus(List<SignedMessage> row, SignedMessage last) {
    List<SignedMessage> all = new ArrayList<>(row);
    all.add(last);
    return all;
  }
}
