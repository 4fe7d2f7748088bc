package io.sealwright.proofs.post;

import io.sealwright.proofs.bincode.BincodeReader;
import io.sealwright.proofs.bincode.BincodeWriter;
import io.sealwright.proofs.field.Fr;
import io.sealwright.proofs.porep.PAux;
import io.sealwright.proofs.tree.MerkleProof;
import io.sealwright.proofs.tree.MerkleProofBinary;
import io.sealwright.proofs.tree.TreeShape;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The challenged leaves of one sector, opened: a vanilla proof as it goes from the reader of a
 * sector's files to the prover of a partition. Nothing in it has been checked against anything.
 *
 * @param inclusions one for each challenge, in order
 */
public record SectorPost(
    SectorNumber sector, CommR commR, List<MerkleProof> inclusions, PAux roots) {
  public SectorPost {
    inclusions = List.copyOf(inclusions);
  }

  /**
   * What is wrong with it; nothing if it proves the sector.
   *
   * @param commR on the chain
   */
  public Optional<PostFault> fault(SectorSize size, CommR commR, List<Long> challenges) {
    if (!this.commR.equals(commR)) {
      return Optional.of(new PostFault.OtherReplica());
    }
    if (!Fr.isCanonical(roots.commC())
        || !Fr.isCanonical(roots.commRLast())
        || !roots.commR().equals(commR)) {
      return Optional.of(new PostFault.BadRoots());
    }
    if (inclusions.size() != challenges.size()) {
      return Optional.of(new PostFault.OtherCount(inclusions.size(), challenges.size()));
    }
    TreeShape shape = TreeShape.of(size);
    return IntStream.range(0, challenges.size())
        .filter(i -> !opens(inclusions.get(i), shape, challenges.get(i)))
        .boxed()
        .findFirst()
        .or(this::firstWithAnotherRoot)
        .map(i -> new PostFault.NotInTree(challenges.get(i)));
  }

  /** Whether all but the hashes fits. */
  private boolean opens(MerkleProof inclusion, TreeShape shape, long leaf) {
    return inclusion.isShaped(shape)
        && inclusion.leafIndex() == leaf
        && inclusion.root().equals(roots.commRLast())
        && inclusion.isCanonical();
  }

  private Optional<Integer> firstWithAnotherRoot() {
    List<Bytes32> hashed = MerkleProof.poseidonRoots(inclusions);
    return IntStream.range(0, hashed.size())
        .filter(i -> !hashed.get(i).equals(roots.commRLast()))
        .boxed()
        .findFirst();
  }

  /** The bytes that Lotus's processes pass on (proofs specification, section 7.3). */
  public byte[] toBytes() {
    BincodeWriter out = new BincodeWriter();
    out.number64(sector.number());
    out.node(commR.value());
    out.list(
        List.of(this),
        only -> {
          out.list(only.inclusions, inclusion -> MerkleProofBinary.write(out, inclusion));
          out.node(roots.commC());
          out.node(roots.commRLast());
        });
    return out.bytes();
  }

  /**
   * Reads such bytes.
   *
   * @throws BincodeReader.Damaged if they are not a vanilla proof of one sector
   */
  public static SectorPost read(byte[] bytes) throws BincodeReader.Damaged {
    return BincodeReader.whole(bytes, SectorPost::read);
  }

  private static SectorPost read(BincodeReader in) {
    SectorNumber sector = new SectorNumber(in.number64());
    CommR commR = new CommR(in.node());
    List<Function<SectorNumber, SectorPost>> sectors =
        in.list(() -> {
          List<MerkleProof> inclusions = in.list(() -> MerkleProofBinary.read(in));
          Bytes32 commC = in.node();
          PAux roots = new PAux(commC, in.node());
          return number -> new SectorPost(number, commR, inclusions, roots);
        });
    if (sectors.size() != 1) {
      throw new IllegalArgumentException(sectors.size() + " sectors in the proof of one");
    }
    return sectors.getFirst().apply(sector);
  }
}
