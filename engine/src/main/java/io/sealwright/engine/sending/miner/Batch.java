package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.next.Request;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.method.MethodCbor;
import io.sealwright.protocol.actor.method.PreCommitSectors;
import io.sealwright.protocol.actor.method.ProveCommitSectors;
import io.sealwright.protocol.actor.method.SectorSelections;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Requests of one purpose that one message carries, each about another sector. */
record Batch(MessagePurpose purpose, List<Placed> requests) {
  Batch {
    requests = List.copyOf(requests);
  }

  /**
   * @param place of a sector that the chain has
   */
  record Placed(Request request, Optional<SectorPlace> place) {
    SectorNumber sector() {
      return request.known().pledged().id().number();
    }
  }

  List<SectorNumber> sectors() {
    return requests.stream().map(Placed::sector).toList();
  }

  /** Two messages instead of one. */
  List<Batch> halves() {
    int middle = requests.size() / 2;
    return List.of(
        new Batch(purpose, requests.subList(0, middle)),
        new Batch(purpose, requests.subList(middle, requests.size())));
  }

  /**
   * What the message locks of money.
   *
   * @param deposit what the chain asks for a pre-commit
   * @param pledge what it asks for a sector
   */
  TokenAmount collateral(TokenAmount deposit, TokenAmount pledge) {
    TokenAmount sum = TokenAmount.ZERO;
    for (Placed placed : requests) {
      sum = sum.plus(collateral(placed.request, deposit, pledge));
    }
    return sum;
  }

  private static TokenAmount collateral(Request request, TokenAmount deposit, TokenAmount pledge) {
    return switch (request) {
      case Request.PreCommit _ -> deposit;
      case Request.ProveCommit(Evidence.Proven proven) ->
          pledge.minus(proven.opened().seeded().preCommitted().deposit()).max(TokenAmount.ZERO);
      case Request.DeclareFault _, Request.DeclareRecovery _, Request.Terminate _ ->
          TokenAmount.ZERO;
    };
  }

  ByteString params() {
    return ByteString.of(
        switch (purpose) {
          case PRE_COMMIT -> MethodCbor.PRE_COMMIT_SECTORS.encode(preCommits());
          case PROVE_COMMIT -> MethodCbor.PROVE_COMMIT_SECTORS.encode(proveCommits());
          case DECLARE_FAULT, DECLARE_RECOVERY, TERMINATE ->
              MethodCbor.SECTOR_SELECTIONS.encode(selections());
          case WINDOW_POST -> throw new IllegalArgumentException("no request asks for a proof");
        });
  }

  private PreCommitSectors preCommits() {
    List<SectorPreCommit> sectors = new ArrayList<>();
    for (Placed placed : requests) {
      if (placed.request instanceof Request.PreCommit preCommit) {
        sectors.add(preCommit(preCommit));
      }
    }
    return new PreCommitSectors(sectors);
  }

  private static SectorPreCommit preCommit(Request.PreCommit request) {
    Evidence.Replicated replica = request.replica();
    Evidence.Pledged pledged = replica.pledged();
    return new SectorPreCommit(
        pledged.proof().number(),
        pledged.id().number(),
        replica.commR(),
        replica.labelled().ticketed().epoch(),
        List.of(),
        request.expiration(),
        Optional.empty());
  }

  /** Single proofs, none of which holds up the others. */
  private ProveCommitSectors proveCommits() {
    List<ProveCommitSectors.Activation> activations = new ArrayList<>();
    List<ByteString> proofs = new ArrayList<>();
    for (Placed placed : requests) {
      if (placed.request instanceof Request.ProveCommit proveCommit) {
        activations.add(new ProveCommitSectors.Activation(placed.sector(), List.of()));
        proofs.add(proveCommit.proven().proof().bytes());
      }
    }
    return new ProveCommitSectors(
        activations, proofs, ByteString.EMPTY, Optional.empty(), false, false);
  }

  private SectorSelections selections() {
    Map<SectorPlace, Bitfield> places = new TreeMap<>();
    for (Placed placed : requests) {
      places.merge(
          placed.place.orElseThrow(), Bitfield.of(placed.sector().number()), Bitfield::union);
    }
    return new SectorSelections(
        places.entrySet().stream()
            .map(at ->
                new SectorSelections.Selection(
                    at.getKey().deadline(), at.getKey().partition(), at.getValue()))
            .toList());
  }
}
