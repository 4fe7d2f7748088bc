package io.sealwright.engine.life;

import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a sector, in the order in which it becomes known. Each piece of evidence holds
 * the one before it, so nothing can be known of a sector without all that leads there; going back
 * to an earlier state is taking an earlier piece.
 *
 * <pre>
 *   Pledged ─ Filled ─ Ticketed ─ Labelled ─ Replicated ─ PreCommitted ─ Seeded ─ Opened ─ Proven
 *                                                └────── from any of these ── Activated ─ Live
 *   Pledged ─ Adopted, of a sector whose record was lost ─────────────────────────┘
 * </pre>
 */
public sealed interface Evidence {

  /** What was known before. */
  Optional<Evidence> before();

  /**
   * A promise to seal an empty sector.
   *
   * @param life how long it is to be on the chain, from the end of the time there is to prove it
   */
  record Pledged(SectorId id, SealProof proof, EpochSpan life) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.empty();
    }
  }

  /** The pieces are written, zeros in a sector of committed capacity, at a place. */
  record Filled(Pledged pledged, List<Piece> pieces, Place at) implements Evidence {
    public Filled {
      pieces = List.copyOf(pieces);
    }

    @Override
    public Optional<Evidence> before() {
      return Optional.of(pledged);
    }
  }

  /**
   * The randomness of the seal is drawn.
   *
   * @param epoch whose randomness it is; may lie before genesis on a young chain
   */
  record Ticketed(Filled filled, Ticket ticket, Epoch epoch) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(filled);
    }

    public SealOrder order() {
      Pledged pledged = filled.pledged;
      return new SealOrder(pledged.proof, pledged.id, ticket);
    }
  }

  /** P1 is done: the layers lie at a place, which P2 and C1 need. */
  record Labelled(Ticketed ticketed, CommD commD, Place at) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(ticketed);
    }
  }

  /** P2 is done: the replica and its trees lie where the layers do. */
  record Replicated(Labelled labelled, CommR commR) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(labelled);
    }
  }

  /**
   * The chain has the promise, with a deposit.
   *
   * @param message none if the promise was found on the chain without one that is remembered
   */
  record PreCommitted(
      Replicated replicated, Optional<Sent> message, Epoch landed, TokenAmount deposit)
      implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(replicated);
    }
  }

  /** The chain has said what is to be opened. */
  record Seeded(PreCommitted preCommitted, Seed seed) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(preCommitted);
    }
  }

  /** C1 is done: the openings are in the database. */
  record Opened(Seeded seeded) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(seeded);
    }
  }

  /** C2 is done. */
  record Proven(Opened opened, SectorProof proof) implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(opened);
    }
  }

  /**
   * The chain had the sector, and no record of how it was made was kept: what the chain and the
   * files still tell.
   *
   * @param pledged its life is that which the chain gave it
   * @param seal none if the node has forgotten the pre-commit
   * @param withheld whether the chain was seen to take it without a proof
   */
  record Adopted(Pledged pledged, CommR commR, Optional<Seal> seal, boolean withheld)
      implements Evidence {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(pledged);
    }
  }

  /** What a pre-commit on the chain tells of a replica; no data is none but zeros. */
  record Seal(Ticket ticket, Epoch epoch, Optional<CommD> data) {}

  /** Of a sector that the chain has with its power, or had. */
  sealed interface OnChain extends Evidence {
    Activated activated();
  }

  /**
   * The chain has the sector with its power.
   *
   * @param known at least a replica, or that it was adopted; less than a proof if the chain had the
   *     sector from elsewhere
   * @param message none if it is not known which message did it
   */
  record Activated(Evidence known, Optional<Sent> message, Epoch epoch, Epoch expires)
      implements OnChain {
    public Activated {
      if (known.replica().isEmpty() || known.find(Activated.class).isPresent()) {
        throw new IllegalArgumentException("a sector is activated once, and with a replica");
      }
    }

    @Override
    public Optional<Evidence> before() {
      return Optional.of(known);
    }

    @Override
    public Activated activated() {
      return this;
    }
  }

  /** The files that proving reads lie where they stay. */
  record Live(Activated activated, Place files) implements OnChain {
    @Override
    public Optional<Evidence> before() {
      return Optional.of(activated);
    }

    Live movedTo(Place place) {
      return new Live(activated, place);
    }
  }

  /** Where the files lie that P1 and later steps made; a sector of zeros has none before. */
  default Optional<Place> place() {
    return find(Live.class).map(Live::files).or(() -> find(Labelled.class).map(Labelled::at));
  }

  /** The evidence of a kind, if so much is known. */
  default <E extends Evidence> Optional<E> find(Class<E> kind) {
    Optional<Evidence> found = Optional.of(this);
    while (found.isPresent() && !kind.isInstance(found.get())) {
      found = found.get().before();
    }
    return found.map(kind::cast);
  }

  /** What is known of every sector. */
  default Pledged pledged() {
    return find(Pledged.class).orElseThrow();
  }

  /** The sector's own CommR, if P2 was done. */
  default Optional<CommR> replica() {
    return find(Replicated.class)
        .map(Replicated::commR)
        .or(() -> find(Adopted.class).map(Adopted::commR));
  }

  /** The ticket that its replica is made from; none if that is not known. */
  default Optional<Ticket> sealTicket() {
    return find(Ticketed.class)
        .map(Ticketed::ticket)
        .or(() -> find(Adopted.class).flatMap(Adopted::seal).map(Seal::ticket));
  }

  /**
   * Whether its replica can be made again from what is known here. What is pledged here has no
   * data; what was adopted may have some.
   */
  default boolean canBeMadeAgain() {
    return find(Ticketed.class).isPresent()
        || find(Adopted.class)
            .flatMap(Adopted::seal)
            .filter(seal -> seal.data.isEmpty())
            .isPresent();
  }

  /** Whether its proof is none, because a dev chain does without. */
  default boolean isProofWithheld() {
    return find(Proven.class).filter(p -> p.proof instanceof SectorProof.Withheld).isPresent()
        || find(Adopted.class).filter(Adopted::withheld).isPresent();
  }
}
