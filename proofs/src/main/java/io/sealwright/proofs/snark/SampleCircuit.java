package io.sealwright.proofs.snark;

import io.sealwright.proofs.circuit.ConstraintSystem;
import io.sealwright.proofs.circuit.PorepCircuit;
import io.sealwright.proofs.circuit.PostCircuit;
import io.sealwright.proofs.graph.Parents;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.post.PostPlaces;
import io.sealwright.proofs.post.SectorPost;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProof.Step;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.proofs.vanilla.ChallengePlan;
import io.sealwright.proofs.vanilla.Column;
import io.sealwright.proofs.vanilla.Labeling;
import io.sealwright.proofs.vanilla.LeafProof;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The circuit of a parameter set, of no particular sector: all values are zero, and it does not
 * hold. For a setup, to which values do not matter.
 */
final class SampleCircuit {
  private static final Bytes32 ZERO = Bytes32.ZERO;

  private SampleCircuit() {}

  static void add(ParameterSet set, ConstraintSystem cs) {
    switch (set.kind()) {
      case POREP -> PorepCircuit.add(cs, openings(set.size()), 0);
      case WINDOW ->
          PostCircuit.add(
              cs,
              PostPlaces.window(
                  List.of(sector(set.size(), PostKind.WINDOW_V1_1.challenges())), set.places()));
      case WINNING ->
          PostCircuit.add(
              cs, PostPlaces.winning(sector(set.size(), PostKind.WINNING.challenges())));
    }
  }

  private static SectorPost sector(SectorSize size, int challenges) {
    return new SectorPost(
        new SectorNumber(0),
        new CommR(ZERO),
        Collections.nCopies(challenges, forest(size)),
        new PAux(ZERO, ZERO));
  }

  private static SealOpenings openings(SectorSize size) {
    SealProof proof = new SealProof(SealFamily.V1_1, size);
    Column column = new Column(0, Collections.nCopies(size.layers(), ZERO), forest(size));
    Labeling labeling = new Labeling(Collections.nCopies(Labeling.PARENTS, ZERO), 1, 1);
    LeafProof leaf =
        new LeafProof(
            path(2, Long.numberOfTrailingZeros(size.nodes())),
            forest(size),
            column,
            Collections.nCopies(Parents.BASE_DEGREE, column),
            Collections.nCopies(Parents.EXPANDER_DEGREE, column),
            Collections.nCopies(size.layers(), labeling),
            labeling);
    return new SealOpenings(
        proof,
        List.of(Collections.nCopies(ChallengePlan.of(proof).perPartition(), leaf)),
        new CommR(ZERO),
        new CommD(ZERO),
        ZERO,
        ZERO,
        new Ticket(ZERO));
  }

  private static MerkleProof forest(SectorSize size) {
    TreeShape shape = TreeShape.of(size);
    MerkleProof base = path(TreeShape.BASE_ARITY, shape.full().rows() - 1);
    return new MerkleProof(ZERO, ZERO, base.base(), join(shape.sub()), join(shape.top()));
  }

  private static MerkleProof path(int arity, int levels) {
    Step step = new Step(Collections.nCopies(arity - 1, ZERO), 0);
    return new MerkleProof(
        ZERO, ZERO, Collections.nCopies(levels, step), Optional.empty(), Optional.empty());
  }

  private static Optional<Step> join(int arity) {
    return arity == 0
        ? Optional.empty()
        : Optional.of(new Step(Collections.nCopies(arity - 1, ZERO), 0));
  }
}
