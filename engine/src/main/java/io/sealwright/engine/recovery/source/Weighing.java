package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.metadata.KnownSector;
import io.sealwright.engine.recovery.source.Conflict.Point;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Weighs answers against each other and against the chain. Nobody is outvoted: two that differ are
 * two that one cannot choose between.
 */
record Weighing(SectorId sector, OnChain chain, List<Tried> tried) {

  /** A source that served, and its facts. */
  private record Witness(Origin origin, SectorFacts facts) {}

  Verdict verdict() {
    List<Witness> witnesses = witnesses();
    if (witnesses.isEmpty()) {
      return nothing();
    }
    Optional<Conflict> objection =
        differing(witnesses, Point.PROOF, w -> Optional.of(w.facts().proof().name()))
            .or(() ->
                differing(
                    witnesses, Point.TICKET, w -> Optional.of(w.facts().ticket().value().hex())))
            .or(() -> differing(witnesses, Point.COMM_R, this::claim))
            .or(() -> againstChain(witnesses));
    return objection.<Verdict>map(Verdict.Contradiction::new).orElseGet(() -> agreed(witnesses));
  }

  private List<Witness> witnesses() {
    List<Witness> witnesses = new ArrayList<>();
    for (Tried source : tried) {
      if (source.answer() instanceof Answer.Served(SectorFacts facts)) {
        witnesses.add(new Witness(source.origin(), facts));
      }
    }
    return witnesses;
  }

  private Verdict nothing() {
    boolean allSure = tried.stream().allMatch(source -> source.answer() instanceof Answer.Absent);
    return allSure && chain.equals(new OnChain.Unknown(false))
        ? new Verdict.Nowhere()
        : new Verdict.Unserved(Verdict.Lack.SOURCE);
  }

  /** The first two that say different things about one point. */
  private static Optional<Conflict> differing(
      List<Witness> witnesses, Point point, Function<Witness, Optional<String>> word) {
    Optional<Witness> first = Optional.empty();
    for (Witness witness : witnesses) {
      Optional<String> said = word.apply(witness);
      if (said.isPresent() && first.isPresent()) {
        String before = word.apply(first.get()).orElseThrow();
        if (!before.equals(said.get())) {
          return Optional.of(
              new Conflict.Differ(
                  point, first.get().origin(), before, witness.origin(), said.get()));
        }
      }
      first = first.or(() -> said.map(_ -> witness));
    }
    return Optional.empty();
  }

  private static Conflict differsFromChain(Point point, String before, Witness other, String said) {
    return new Conflict.Differ(point, new Party.TheChain(), before, other.origin(), said);
  }

  /** The CommR of the upgrade says nothing of the key that sealing must give. */
  private Optional<String> claim(Witness witness) {
    Optional<CommR> upgrade =
        chain instanceof OnChain.Live live && live.key().isPresent()
            ? Optional.of(live.sealed())
            : Optional.empty();
    return witness
        .facts()
        .commR()
        .filter(commR -> !upgrade.equals(Optional.of(commR)))
        .map(CommR::cid);
  }

  private Optional<Conflict> againstChain(List<Witness> witnesses) {
    for (Witness witness : witnesses) {
      Optional<String> proof = chainProof().map(SealProof::name);
      String said = witness.facts().proof().name();
      if (proof.isPresent() && !proof.get().equals(said)) {
        return Optional.of(differsFromChain(Point.PROOF, proof.get(), witness, said));
      }
      Optional<String> commR = chain.commR().map(CommR::cid);
      Optional<String> claim = claim(witness);
      if (commR.isPresent() && claim.isPresent() && !commR.equals(claim)) {
        return Optional.of(differsFromChain(Point.COMM_R, commR.get(), witness, claim.get()));
      }
    }
    return Optional.empty();
  }

  private Optional<SealProof> chainProof() {
    return switch (chain) {
      case OnChain.NotAsked _, OnChain.Unknown _ -> Optional.empty();
      case OnChain.Live live -> Optional.of(live.proof());
      case OnChain.PreCommitted(var promise) -> SealProof.ofId(promise.sector().sealProof());
    };
  }

  private Verdict agreed(List<Witness> witnesses) {
    SectorFacts first = witnesses.getFirst().facts();
    Optional<CommR> commR =
        chain
            .commR()
            .or(() -> witnesses.stream().flatMap(w -> w.facts().commR().stream()).findFirst());
    if (commR.isEmpty()) {
      return new Verdict.Unserved(Verdict.Lack.COMM_R);
    }
    DataWeighing data = new DataWeighing(chain, first.proof().size());
    witnesses.forEach(w -> data.hear(w.origin(), w.facts().contents()));
    return switch (data.outcome()) {
      case DataWeighing.Outcome.Differs(Conflict conflict) -> new Verdict.Contradiction(conflict);
      case DataWeighing.Outcome.Agreed agreed ->
          new Verdict.Known(
              new KnownSector(
                  sector,
                  first.proof(),
                  first.ticket(),
                  commR.get(),
                  agreed.pieces(),
                  chain instanceof OnChain.PreCommitted,
                  agreed.unknown()),
              witnesses.getFirst().origin(),
              notes(agreed));
    };
  }

  private List<Remark> notes(DataWeighing.Outcome.Agreed data) {
    List<Remark> notes = new ArrayList<>();
    switch (chain) {
      case OnChain.NotAsked(String words, _) -> notes.add(new Remark.ChainNotAsked(words));
      case OnChain.Unknown _ -> notes.add(new Remark.NotOnChain());
      case OnChain.PreCommitted _ -> {}
      case OnChain.Live live when live.key().isPresent() -> notes.add(new Remark.Upgraded());
      case OnChain.Live _ -> {}
    }
    if (data.unknown()) {
      notes.add(new Remark.PiecesUnknown(data.commD()));
    }
    return notes;
  }
}
