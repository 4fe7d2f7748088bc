package io.sealwright.devchain.chain;

import io.sealwright.devchain.chain.consensus.Election;
import io.sealwright.devchain.chain.consensus.Draw;
import io.sealwright.devchain.chain.consensus.Beacon;
import io.sealwright.devchain.chain.States.Producer;
import io.sealwright.lotus.key.BlsSignatures;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.BeaconEntry;
import io.sealwright.protocol.chain.BlockHeader;
import io.sealwright.protocol.chain.ChainCbor;
import io.sealwright.protocol.chain.ElectionProof;
import io.sealwright.protocol.chain.PostProof;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.VrfProof;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.Signature;
import io.sealwright.protocol.message.SignatureType;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes tipsets: draws which miners win an epoch, and lets each make its block.
 *
 * <p>A network's epoch without a winner has no block. Here the strongest miner then claims one win,
 * so that a rehearsal does not wait; its proof of election is genuine but would not have won.
 */
public final class BlockMaker {
  /** So old is the state whose power counts in an election, as on networks for development. */
  static final EpochSpan POWER_LOOKBACK = new EpochSpan(10);

  /** What stands for a winning PoSt on networks that do not check it. */
  static final PostProof WINNING_POST =
      new PostProof(0, ByteString.of("valid proof".getBytes(StandardCharsets.US_ASCII)));

  private final Chain chain;
  private final BlockSigner signer;

  public BlockMaker(Chain chain, BlockSigner signer) {
    this.chain = chain;
    this.signer = signer;
  }

  /**
   * What is made.
   *
   * @param timestamp in seconds since 1970
   * @param leastBaseFee a base fee below it is raised to it
   * @param variant tells blocks from others that would be equal; 0 as a rule
   */
  public record Order(
      Tipset parent, Epoch height, long timestamp, TokenAmount leastBaseFee, long variant) {
    public Order {
      if (!parent.height().isBefore(height)) {
        throw new IllegalArgumentException("epoch " + height + " on " + parent.height());
      }
    }
  }

  /** A miner that has won. */
  private record Winner(Producer producer, VrfProof ticket, ElectionProof election) {}

  /** What all blocks of a tipset have in common. */
  private record Common(
      Order order,
      List<BeaconEntry> entries,
      BigInteger weight,
      Execution.Result parentResult,
      TokenAmount baseFee) {}

  /** Makes a tipset and keeps its blocks; it is not the head yet. */
  public Tipset make(Order order, MessageSource source) throws IOException {
    Tipset parent = order.parent;
    Common common =
        new Common(
            order,
            Beacon.entries(parent.height(), order.height),
            chain.weight(parent),
            chain.resultOf(parent),
            chain.nextBaseFee(parent).max(order.leastBaseFee));
    List<BlockHeader> blocks = new ArrayList<>();
    List<SignedMessage> taken = new ArrayList<>();
    for (Winner winner : winners(common)) {
      List<SignedMessage> own = source.messages(parent, common.baseFee, List.copyOf(taken));
      blocks.add(block(winner, own, common));
      taken.addAll(own);
    }
    Tipset tipset = new Tipset(blocks);
    chain.keep(tipset);
    return tipset;
  }

  /** The miners that win an epoch, in the order their blocks will have. */
  private List<Winner> winners(Common common) throws IOException {
    Cid state = lookback(common);
    BigInteger power = chain.states().power(state);
    List<Winner> won = new ArrayList<>();
    List<Winner> lost = new ArrayList<>();
    for (Producer producer : chain.states().producers(state)) {
      Optional<Winner> drawn = draw(producer, power, common);
      drawn.ifPresent(winner -> (winner.election.winCount() > 0 ? won : lost).add(winner));
    }
    if (won.isEmpty()) {
      Winner strongest =
          lost.stream()
              .max(Comparator.comparing(winner -> winner.producer.power()))
              .orElseThrow(
                  () -> new IOException("no miner of this chain has its worker's key here"));
      VrfProof proof = strongest.election.proof();
      won.add(new Winner(strongest.producer, strongest.ticket, new ElectionProof(1, proof)));
    }
    won.sort(Comparator.comparing(winner -> winner.ticket.digest()));
    return won;
  }

  private Cid lookback(Common common) throws IOException {
    Tipset parent = common.order.parent;
    Epoch old = new Epoch(Math.max(0, common.order.height.minus(POWER_LOOKBACK).height()));
    if (!old.isBefore(parent.height())) {
      return common.parentResult.state();
    }
    Tipset then = chain.tipsetAt(old, parent.key(), NullRounds.BEFORE);
    Epoch next = then.height().plus(new EpochSpan(1));
    return chain.tipsetAt(next, parent.key(), NullRounds.AFTER).parentStateRoot();
  }

  private Optional<Winner> draw(Producer producer, BigInteger power, Common common)
      throws IOException {
    ByteString base = common.entries.getLast().bytes();
    Epoch height = common.order.height;
    ByteString miner = encoded(Address.id(producer.miner()));
    ByteString lastTicket =
        common.order.parent.blocks().getFirst().ticket().orElseThrow().bytes();
    Optional<VrfProof> ticket =
        prove(
            producer,
            base,
            Draw.TICKET,
            height.minus(new EpochSpan(1)),
            miner.plus(lastTicket));
    Optional<VrfProof> election = prove(producer, base, Draw.ELECTION, height, miner);
    if (ticket.isEmpty() || election.isEmpty()) {
      return Optional.empty();
    }
    VrfProof proof = election.orElseThrow();
    long wins = Election.wins(proof, producer.power(), power);
    return Optional.of(
        new Winner(producer, ticket.orElseThrow(), new ElectionProof(wins, proof)));
  }

  private Optional<VrfProof> prove(
      Producer producer, ByteString base, long domain, Epoch epoch, ByteString entropy)
      throws IOException {
    ByteString drawn =
        ByteString.of(Draw.from(Draw.digest(base), domain, epoch, entropy).toBytes());
    return signer.sign(producer.worker(), drawn).map(Signature::bytes).map(VrfProof::new);
  }

  private BlockHeader block(Winner winner, List<SignedMessage> messages, Common common)
      throws IOException {
    List<Message> bls = new ArrayList<>();
    List<Signature> signatures = new ArrayList<>();
    List<SignedMessage> secp = new ArrayList<>();
    for (SignedMessage message : messages) {
      if (message.signature().type() == SignatureType.BLS) {
        bls.add(message.message());
        signatures.add(message.signature());
      } else {
        secp.add(message);
      }
    }
    Order order = common.order;
    Cid meta = chain.messageStore().put(new BlockMessages(bls, secp));
    BlockHeader unsigned =
        new BlockHeader(
            Address.id(winner.producer.miner()),
            Optional.of(winner.ticket),
            Optional.of(winner.election),
            common.entries,
            List.of(WINNING_POST),
            order.parent.key().blocks(),
            common.weight,
            order.height,
            common.parentResult.state(),
            common.parentResult.receipts(),
            meta,
            Optional.of(BlsSignatures.aggregate(signatures)),
            order.timestamp,
            Optional.empty(),
            order.variant,
            common.baseFee);
    return signed(unsigned, winner.producer.worker());
  }

  /** The header with its worker's signature over all the rest of it. */
  private BlockHeader signed(BlockHeader unsigned, Address worker) throws IOException {
    ByteString bytes = ByteString.of(ChainCbor.BLOCK_HEADER.encode(unsigned));
    Signature signature =
        signer
            .sign(worker, bytes)
            .orElseThrow(() -> new IOException("the key of " + worker + " is gone"));
    return new BlockHeader(
        unsigned.miner(),
        unsigned.ticket(),
        unsigned.electionProof(),
        unsigned.beaconEntries(),
        unsigned.winPostProof(),
        unsigned.parents(),
        unsigned.parentWeight(),
        unsigned.height(),
        unsigned.parentStateRoot(),
        unsigned.parentReceipts(),
        unsigned.messages(),
        unsigned.blsAggregate(),
        unsigned.timestamp(),
        Optional.of(signature),
        unsigned.forkSignaling(),
        unsigned.parentBaseFee());
  }

  private static ByteString encoded(Address miner) {
    return ByteString.of(AddressCbor.ADDRESS.encode(miner));
  }
}
