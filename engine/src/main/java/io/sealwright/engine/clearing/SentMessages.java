package io.sealwright.engine.clearing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.InFlight;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.PreCommitCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Messages about a sector that the node has and whose effects its state does not show, whoever sent
 * them: those in its pool, and those in the head, which are carried out with the next.
 */
final class SentMessages {
  private SentMessages() {}

  /**
   * The kinds there are. To be asked before the sector itself: what leaves the pool afterwards is
   * in what the chain then says of the sector, unless it is in the head that is asked here.
   */
  static Set<InFlight> about(SectorId sector, FullNode node)
      throws RpcException, InterruptedException {
    Stream<Message> pool =
        node.ask(node.api().mpool().pending().ask(TipsetKey.HEAD)).stream()
            .map(SignedMessage::message);
    Stream<Message> head =
        node.ask(node.api().chain().getMessagesInTipset().ask(node.head().key())).stream()
            .map(Included::message);
    return Stream.concat(pool, head)
        .flatMap(message -> kind(message, sector).stream())
        .collect(Collectors.toSet());
  }

  private static Optional<InFlight> kind(Message message, SectorId sector) {
    if (!message.to().equals(Address.of(sector.miner()))) {
      return Optional.empty();
    }
    Optional<InFlight> kind =
        PreCommitCbor.isPreCommit(message.method())
            ? Optional.of(InFlight.PRE_COMMIT)
            : MinerMethod.of(message.method())
                .flatMap(method ->
                    switch (method) {
                      case PROVE_COMMIT_SECTORS_3 -> Optional.of(InFlight.PROOF);
                      case TERMINATE_SECTORS -> Optional.of(InFlight.TERMINATION);
                      default -> Optional.<InFlight>empty();
                    });
    return kind.filter(about -> mayBeAbout(sector, about, message));
  }

  /** What cannot be read may be about it. */
  private static boolean mayBeAbout(SectorId sector, InFlight kind, Message message) {
    try {
      byte[] params = message.params().toBytes();
      return switch (kind) {
        case PRE_COMMIT ->
            PreCommitCbor.decode(message.method(), message.params()).stream()
                .anyMatch(promise -> promise.number().equals(sector.number()));
        case PROOF ->
            MethodCbor.PROVE_COMMIT_SECTORS.decode(params).activations().stream()
                .anyMatch(activation -> activation.sector().equals(sector.number()));
        case TERMINATION ->
            MethodCbor.SECTOR_SELECTIONS.decode(params).selections().stream()
                .anyMatch(selection -> selection.sectors().contains(sector.number().number()));
      };
    } catch (CborException _) {
      return true;
    }
  }
}
