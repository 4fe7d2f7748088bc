package io.sealwright.proofs.graph;

/**
 * The parents of every node, wherever they come from. Safe for use by many threads.
 *
 * <p>A node has {@link #DEGREE} parents: six base parents (nodes of its own layer, smaller than
 * itself, except that nodes 0 and 1 name node 0), then eight expander parents (nodes of the layer
 * before). Node numbers are below 2³¹, so an {@code int} holds each without a sign.
 */
public interface Parents {
  int BASE_DEGREE = 6;
  int EXPANDER_DEGREE = 8;
  int DEGREE = BASE_DEGREE + EXPANDER_DEGREE;

  long nodes();

  /**
   * Writes the parents of nodes {@code first} to {@code first + count - 1}, {@link #DEGREE} a node
   * in order, to the start of {@code into}.
   */
  void read(long first, int count, int[] into);
}
