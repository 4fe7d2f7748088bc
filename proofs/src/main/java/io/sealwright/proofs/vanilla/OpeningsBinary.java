package io.sealwright.proofs.vanilla;

import io.sealwright.proofs.bincode.BincodeReader;
import io.sealwright.proofs.bincode.BincodeWriter;
import io.sealwright.proofs.tree.MerkleProofBinary;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.Ticket;

/**
 * The binary form of what C1 hands to C2, as GPU provers write it (proofs specification, end of
 * section 5.6). It does not say which seal proof it is of.
 */
public final class OpeningsBinary {
  private final BincodeWriter out = new BincodeWriter();

  private OpeningsBinary() {}

  /** The whole of it: 28 KiB for a 2 KiB sector, some 10 MB for one of 32 GiB. */
  public static byte[] write(SealOpenings openings) {
    OpeningsBinary writer = new OpeningsBinary();
    BincodeWriter out = writer.out;
    out.list(openings.partitions(), partition -> out.list(partition, writer::leaf));
    out.node(openings.commR().value());
    out.node(openings.commD().value());
    out.node(openings.replicaId());
    out.node(openings.seed());
    out.node(openings.ticket().value());
    return out.bytes();
  }

  /**
   * Reads the openings of a seal proof.
   *
   * @throws DamagedOpenings if the bytes end early, go on, or hold what cannot be
   */
  public static SealOpenings read(SealProof proof, byte[] bytes) throws DamagedOpenings {
    try {
      return BincodeReader.whole(
          bytes,
          in ->
              new SealOpenings(
                  proof,
                  in.list(() -> in.list(() -> leaf(in))),
                  new CommR(in.node()),
                  new CommD(in.node()),
                  in.node(),
                  in.node(),
                  new Ticket(in.node())));
    } catch (BincodeReader.Damaged e) {
      throw new DamagedOpenings("not what C1 writes: " + e.getMessage(), e);
    }
  }

  private void leaf(LeafProof proof) {
    MerkleProofBinary.write(out, proof.data());
    MerkleProofBinary.write(out, proof.replica());
    column(proof.column());
    out.list(proof.baseParents(), this::column);
    out.list(proof.expanderParents(), this::column);
    out.list(proof.labelings(), this::labeling);
    labeling(proof.encoding());
  }

  private void column(Column column) {
    out.number32(column.node());
    out.list(column.labels(), out::node);
    MerkleProofBinary.write(out, column.inclusion());
  }

  private void labeling(Labeling labeling) {
    out.list(labeling.parents(), out::node);
    out.number32(labeling.layer());
    out.number64(labeling.node());
  }

  private static LeafProof leaf(BincodeReader in) {
    return new LeafProof(
        MerkleProofBinary.read(in),
        MerkleProofBinary.read(in),
        column(in),
        in.list(() -> column(in)),
        in.list(() -> column(in)),
        in.list(() -> labeling(in)),
        labeling(in));
  }

  private static Column column(BincodeReader in) {
    return new Column(
        Integer.toUnsignedLong(in.number32()), in.list(in::node), MerkleProofBinary.read(in));
  }

  private static Labeling labeling(BincodeReader in) {
    return new Labeling(in.list(in::node), in.number32(), in.number64());
  }
}
