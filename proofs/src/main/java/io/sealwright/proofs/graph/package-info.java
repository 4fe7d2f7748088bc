/**
 * The graph that phase 1 labels: which nodes a node's label is made of. Each node has six
 * <em>base</em> parents, earlier nodes of the same layer chosen by a keystream, and eight
 * <em>expander</em> parents, any nodes of the layer before chosen by a permutation. Both follow
 * from the number of nodes, the porep id and the graph's version, so parents may be computed
 * ({@link StackedGraph}) or read from the file that the reference keeps them in ({@link
 * ParentCache}). Knows nothing of labels, sectors or proofs.
 */
@NullMarked
package io.sealwright.proofs.graph;

import org.jspecify.annotations.NullMarked;
