package io.sealwright.proofs.post;

/** What is wrong with what was read of a sector for a proof of spacetime. */
public sealed interface PostFault {
  /** It is of another replica. */
  record OtherReplica() implements PostFault {}

  /** p_aux does not give CommR. */
  record BadRoots() implements PostFault {}

  /** It opens so many leaves where so many are challenged. */
  record OtherCount(int found, int expected) implements PostFault {}

  /** A leaf of the replica is not in the replica tree. */
  record NotInTree(long leaf) implements PostFault {}

  /** A clause. */
  default String words() {
    return switch (this) {
      case OtherReplica _ -> "it is of another replica";
      case BadRoots _ -> "p_aux does not give CommR";
      case OtherCount(int found, int expected) -> "it opens " + found + " leaves of " + expected;
      case NotInTree(long leaf) -> "leaf " + leaf + " of the replica is not in the replica tree";
    };
  }
}
