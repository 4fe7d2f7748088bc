package io.sealwright.engine.clearing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.removal.InFlight;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.MinerMethod;
import io.sealwright.protocol.actor.method.PreCommitCbor;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node's messages say about a sector, whoever sent them. Under way are those whose effects
 * its state does not show: those in its pool, and those in the head, which are carried out with the
 * next.
 */
final class SentMessages {
  private SentMessages() {}

  /**
   * The kinds under way. To be asked before the sector itself: what leaves the pool afterwards is
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

  /** What a message among these says proves a sector by itself; none if no such message does. */
  static Optional<ByteString> proof(SectorId sector, List<Included> messages) {
    for (Included included : messages) {
      Message message = included.message();
      if (message.to().equals(Address.of(sector.miner()))
          && message.method().equals(MinerMethod.PROVE_COMMIT_SECTORS_3.number())) {
        Optional<ByteString> proof = proof(sector, message);
        if (proof.isPresent()) {
          return proof;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ByteString> proof(SectorId sector, Message message) {
    try {
      ProveCommitSectors call = MethodCbor.PROVE_COMMIT_SECTORS.decode(message.params().toBytes());
      int most = Math.min(call.activations().size(), call.proofs().size());
      for (int i = 0; i < most; i++) {
        if (call.activations().get(i).sector().equals(sector.number())) {
          return Optional.of(call.proofs().get(i));
        }
      }
    } catch (CborException _) {
      // It failed, then, and proved nothing.
    }
    return Optional.empty();
  }

  private static Optional<InFlight> kind(Message message, SectorId sector) {
    if (!message.to().equals(Address.of(sector.miner()))) {
      return Optional.empty();
    }
    if (PreCommitCbor.isPreCommit(message.method())) {
      return isAbout(sector, () -> promised(message))
          ? Optional.of(InFlight.PRE_COMMIT)
          : Optional.empty();
    }
    return MinerMethod.of(message.method())
        .flatMap(method -> kind(method, message.params(), sector));
  }

  private static Optional<InFlight> kind(MinerMethod method, ByteString params, SectorId sector) {
    if (method == MinerMethod.TERMINATE_SECTORS) {
      return isAbout(sector, () -> ended(params, sector))
          ? Optional.of(InFlight.TERMINATION)
          : Optional.empty();
    }
    boolean isProof =
        method == MinerMethod.PROVE_COMMIT_SECTORS_3
            ? isAbout(sector, () -> proven(params))
            : OtherProofs.isOne(method)
                && isAbout(sector, () -> OtherProofs.sectors(method, params));
    return isProof ? Optional.of(InFlight.PROOF) : Optional.empty();
  }

  /** The sectors of a call, read from its parameters. */
  @FunctionalInterface
  private interface Sectors {
    List<SectorNumber> read() throws CborException;
  }

  /** What cannot be read may be about it. */
  private static boolean isAbout(SectorId sector, Sectors sectors) {
    try {
      return sectors.read().contains(sector.number());
    } catch (CborException _) {
      return true;
    }
  }

  private static List<SectorNumber> promised(Message message) throws CborException {
    return PreCommitCbor.decode(message.method(), message.params()).stream()
        .map(promise -> promise.number())
        .toList();
  }

  private static List<SectorNumber> proven(ByteString params) throws CborException {
    return MethodCbor.PROVE_COMMIT_SECTORS.decode(params.toBytes()).activations().stream()
        .map(ProveCommitSectors.Activation::sector)
        .toList();
  }

  /** It, if it is among them; they are sets. */
  private static List<SectorNumber> ended(ByteString params, SectorId sector) throws CborException {
    return MethodCbor.SECTOR_SELECTIONS.decode(params.toBytes()).selections().stream()
            .anyMatch(selection -> selection.sectors().contains(sector.number().number()))
        ? List.of(sector.number())
        : List.of();
  }
}
