package io.sealwright.devchain.node;

import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.message.SignedMessage;
import java.nio.file.Path;

/** A process that makes blocks and sends messages until it is killed, telling what it has done. */
final class Victim {
  private Victim() {}

  /**
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench(Path.of(arguments[0]), 2).keeping(40);
    try (DevNode node = bench.open()) {
      Address from = Bench.accounts(node).getFirst();
      while (true) {
        SignedMessage sent = Bench.send(node, from, Address.id(101), "0.001");
        System.out.println("sent " + sent.message().nonce());
        System.out.println("made " + node.step().key().blocks().getFirst());
        System.out.flush();
      }
    }
  }
}
