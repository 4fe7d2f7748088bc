package io.sealwright.proofs.tree;

/**
 * Where the nodes of a tree lie in its file: rows one after another, the lowest stored row first,
 * the root last.
 *
 * @param leaves a power of the arity
 * @param firstRow the lowest row that is stored; row 0 holds the leaves
 */
public record TreeLayout(int arity, long leaves, int firstRow) {
  private static final int NODE = 32;

  public TreeLayout {
    long nodes = leaves;
    while (nodes > 1 && nodes % arity == 0) {
      nodes /= arity;
    }
    if (nodes != 1) {
      throw new IllegalArgumentException(leaves + " leaves are no power of " + arity);
    }
  }

  /** All rows of the tree, stored or not. */
  public int rows() {
    int rows = 1;
    for (long nodes = leaves; nodes > 1; nodes /= arity) {
      rows++;
    }
    return rows;
  }

  public long nodesInRow(int row) {
    long nodes = leaves;
    for (int i = 0; i < row; i++) {
      nodes /= arity;
    }
    return nodes;
  }

  /** Byte offset of a node in the file; the row must be a stored one. */
  public long offset(int row, long index) {
    if (row < firstRow) {
      throw new IllegalArgumentException("row " + row + " is not stored");
    }
    long nodes = 0;
    for (int i = firstRow; i < row; i++) {
      nodes += nodesInRow(i);
    }
    return (nodes + index) * NODE;
  }

  /** Nodes of all rows, stored or not: what t_aux calls the size. */
  public long allNodes() {
    return (arity * leaves - 1) / (arity - 1);
  }

  public long fileBytes() {
    return offset(rows() - 1, 1);
  }
}
