package io.sealwright.devchain.node;

import io.sealwright.devchain.mpool.ReplaceRule;
import io.sealwright.devchain.mpool.SendSpec;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignedMessage;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Nodes for tests: a ledger for a state, a clock that is set by hand, three funded accounts. */
public final class Bench {
  public static final Instant BEGINNING = Instant.ofEpochSecond(1_700_000_000);
  public static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(28));

  private final Path folder;
  private final int miners;
  private NodeSettings settings = NodeSettings.of(RULES);
  private Instant now = BEGINNING;

  public Bench(Path folder, int miners) {
    this.folder = folder;
    this.miners = miners;
  }

  public Path folder() {
    return folder;
  }

  public Bench keeping(long epochs) {
    settings = new NodeSettings(RULES, ReplaceRule.TENTH, OptionalLong.of(epochs));
    return this;
  }

  public Bench with(NodeSettings other) {
    settings = other;
    return this;
  }

  public void setTime(Instant time) {
    now = time;
  }

  public Instant now() {
    return now;
  }

  /** Opens the node; a new one if the folder is empty. */
  public DevNode open() throws IOException {
    return open(
        (blocks, wallet) -> {
          List<Address> keys = new ArrayList<>();
          keys.add(wallet.create(KeyType.BLS));
          keys.add(wallet.create(KeyType.SECP256K1));
          keys.add(wallet.create(KeyType.BLS));
          List<Address> workers = new ArrayList<>();
          for (int i = 0; i < miners; i++) {
            workers.add(wallet.create(KeyType.BLS));
          }
          Ledger.begin(blocks, keys, workers, now);
        });
  }

  public DevNode open(Beginning beginning) throws IOException {
    Parts parts = new Parts(Ledger::new, Ledger::new, () -> now, new Random(7));
    return DevNode.open(folder, settings, parts, beginning);
  }

  /** A transfer without gas fields. */
  public static Message transfer(Address from, Address to, String fil) {
    return new Message(
        to,
        from,
        0,
        TokenAmount.parse(fil),
        0,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        MethodNumber.SEND,
        ByteString.EMPTY);
  }

  /** A signed transfer with gas fields of one's own. */
  public static SignedMessage signed(DevNode node, Address from, long nonce, long premium)
      throws Exception {
    return signed(node, from, nonce, premium, 1_250_000);
  }

  public static SignedMessage signed(
      DevNode node, Address from, long nonce, long premium, long gasLimit) throws Exception {
    Message message =
        new Message(
            Address.id(100),
            from,
            nonce,
            TokenAmount.ofAtto(1),
            gasLimit,
            TokenAmount.ofAtto(premium + 1_000_000_000),
            TokenAmount.ofAtto(premium),
            MethodNumber.SEND,
            ByteString.EMPTY);
    return node.wallet().sign(message);
  }

  public static SignedMessage send(DevNode node, Address from, Address to, String fil)
      throws Exception {
    return node.send(transfer(from, to, fil), SendSpec.DEFAULT);
  }

  /** The funded accounts, the BLS ones first and last. */
  public static List<Address> accounts(DevNode node) throws IOException {
    List<Address> funded = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      funded.add(
          node.states().key(node.chain().head().parentStateRoot(), Address.id(100 + i))
              .orElseThrow());
    }
    return funded;
  }
}
