package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.metadata.KnownSector;
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
    Optional<String> objection =
        differing(witnesses, "proof", w -> Optional.of(w.facts().proof().name()))
            .or(() ->
                differing(witnesses, "ticket", w -> Optional.of(w.facts().ticket().value().hex())))
            .or(() -> differing(witnesses, "CommR", this::claim))
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
        : new Verdict.Unserved("no source served");
  }

  /** The first two that say different things about one point. */
  private static Optional<String> differing(
      List<Witness> witnesses, String point, Function<Witness, Optional<String>> word) {
    Optional<Witness> first = Optional.empty();
    for (Witness witness : witnesses) {
      Optional<String> said = word.apply(witness);
      if (said.isPresent() && first.isPresent()) {
        String before = word.apply(first.get()).orElseThrow();
        if (!before.equals(said.get())) {
          return Optional.of(
              differ(point, first.get().origin().toString(), before, witness, said.get()));
        }
      }
      first = first.or(() -> said.map(_ -> witness));
    }
    return Optional.empty();
  }

  private static String differ(
      String point, String one, String before, Witness other, String said) {
    return "its %s is %s by %s and %s by %s".formatted(point, before, one, said, other.origin());
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

  private Optional<String> againstChain(List<Witness> witnesses) {
    for (Witness witness : witnesses) {
      Optional<String> proof = chainProof().map(SealProof::name);
      String said = witness.facts().proof().name();
      if (proof.isPresent() && !proof.get().equals(said)) {
        return Optional.of(differ("proof", "the chain", proof.get(), witness, said));
      }
      Optional<String> commR = chain.commR().map(CommR::cid);
      Optional<String> claim = claim(witness);
      if (commR.isPresent() && claim.isPresent() && !commR.equals(claim)) {
        return Optional.of(differ("CommR", "the chain", commR.get(), witness, claim.get()));
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
      return new Verdict.Unserved("nobody knows its CommR: it was not sealed when last seen");
    }
    DataWeighing data = new DataWeighing(chain, first.proof().size());
    witnesses.forEach(w -> data.hear(w.origin().toString(), w.facts().contents()));
    return switch (data.outcome()) {
      case DataWeighing.Outcome.Differs(String reason) -> new Verdict.Contradiction(reason);
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

  private List<String> notes(DataWeighing.Outcome.Agreed data) {
    List<String> notes = new ArrayList<>();
    switch (chain) {
      case OnChain.NotAsked(String reason, _) ->
          notes.add("nothing judges its CommR, for the chain could not be asked: " + reason);
      case OnChain.Unknown _ ->
          notes.add(
              "nothing judges its CommR, for the chain does not have the sector now:"
                  + " it has ended, or was never proven");
      case OnChain.PreCommitted _ -> {}
      case OnChain.Live live when live.key().isPresent() ->
          notes.add(
              "it was upgraded: this is the CommR of its key, and the upgrade itself is not"
                  + " rebuilt");
      case OnChain.Live _ -> {}
    }
    if (data.unknown()) {
      notes.add(
          "it has data%s, and no source knows which pieces: list them in the metadata before it is"
                  .formatted(data.commD().map(d -> " with CommD " + d.cid()).orElse(""))
              + " recovered");
    }
    return notes;
  }
}
