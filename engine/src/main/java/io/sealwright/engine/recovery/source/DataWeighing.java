package io.sealwright.engine.recovery.source;

import io.sealwright.engine.recovery.source.Conflict.Point;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what all say of a sector's data. Zeros are only assumed where nobody objects. */
final class DataWeighing {
  private final OnChain chain;
  private final SectorSize size;
  private final Map<Party, Contents> heard = new LinkedHashMap<>();

  /** What the data is, or who contradicts whom. */
  sealed interface Outcome {
    /**
     * Nobody contradicts.
     *
     * @param pieces none: zeros, unless unknown
     * @param unknown there is data and nobody said which pieces
     */
    record Agreed(List<Piece> pieces, boolean unknown, Optional<CommD> commD) implements Outcome {}

    record Differs(Conflict conflict) implements Outcome {}
  }

  DataWeighing(OnChain chain, SectorSize size) {
    this.chain = chain;
    this.size = size;
    heard.put(new Party.TheChain(), ofChain());
  }

  void hear(Origin who, Contents contents) {
    heard.put(who, contents);
  }

  Outcome outcome() {
    if (isUpgraded()) {
      return new Outcome.Agreed(List.of(), false, Optional.of(Pieces.zeroCommD(size)));
    }
    Optional<Party> first = Optional.empty();
    for (Map.Entry<Party, Contents> entry : heard.entrySet()) {
      Optional<CommD> commD = entry.getValue().commD(size);
      if (commD.isPresent() && first.isPresent() && !commD.equals(commD(first.get()))) {
        return differs(first.get(), commD(first.get()), entry.getKey(), commD);
      }
      first = first.or(() -> commD.map(_ -> entry.getKey()));
    }
    return first.map(this::fixed).orElseGet(this::open);
  }

  /** Only a sector sealed as zeros can be upgraded; what others list is the upgrade's. */
  private boolean isUpgraded() {
    return chain instanceof OnChain.Live live && live.key().isPresent();
  }

  private Contents ofChain() {
    return switch (chain) {
      case OnChain.NotAsked _, OnChain.Unknown _ -> new Contents.Unsaid();
      case OnChain.PreCommitted(var promise) -> Contents.of(promise.sector(), size);
      case OnChain.Live live when live.hasData() -> new Contents.Unlisted(Optional.empty());
      case OnChain.Live _ -> new Contents.Unsaid();
    };
  }

  private Optional<CommD> commD(Party who) {
    return Optional.ofNullable(heard.get(who)).flatMap(contents -> contents.commD(size));
  }

  /** What the data commits to is said. */
  private Outcome fixed(Party who) {
    CommD commD = commD(who).orElseThrow();
    if (commD.equals(Pieces.zeroCommD(size))) {
      Optional<Party> objector = whoSeesData();
      return objector.isPresent()
          ? new Outcome.Differs(new Conflict.DataOrZeros(who, objector.get()))
          : new Outcome.Agreed(List.of(), false, Optional.of(commD));
    }
    List<Piece> pieces = new ArrayList<>();
    for (Contents contents : heard.values()) {
      if (pieces.isEmpty() && contents instanceof Contents.Listed(List<Piece> listed)) {
        pieces.addAll(listed);
      }
    }
    return new Outcome.Agreed(pieces, pieces.isEmpty(), Optional.of(commD));
  }

  /** Nobody says what the data commits to. */
  private Outcome open() {
    return new Outcome.Agreed(List.of(), whoSeesData().isPresent(), Optional.empty());
  }

  private Optional<Party> whoSeesData() {
    return heard.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Contents.Unlisted)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Outcome differs(
      Party one, Optional<CommD> before, Party other, Optional<CommD> said) {
    return new Outcome.Differs(
        new Conflict.Differ(
            Point.COMM_D,
            one,
            before.map(CommD::cid).orElseThrow(),
            other,
            said.map(CommD::cid).orElseThrow()));
  }
}
