package io.sealwright.proofs.label;

import io.sealwright.proofs.graph.Parents;
import io.sealwright.protocol.Bytes32;
import java.lang.foreign.MemorySegment;

/** A layer to be labelled: all that its labels depend on. */
public sealed interface Layer {
  /** Bytes of a label. */
  int LABEL_BYTES = Bytes32.LENGTH;

  Bytes32 replicaId();

  Parents parents();

  /** Counted from 1. */
  int number();

  /** Bytes of the whole layer. */
  default long bytes() {
    return parents().nodes() * LABEL_BYTES;
  }

  /** Layer 1, whose labels depend on each other only. */
  record First(Bytes32 replicaId, Parents parents) implements Layer {
    @Override
    public int number() {
      return 1;
    }
  }

  /**
   * Any later layer.
   *
   * @param before the labels of the layer before: 32 bytes a node, on or off the heap
   */
  record Later(Bytes32 replicaId, Parents parents, int number, MemorySegment before)
      implements Layer {
    public Later {
      if (number < 2) {
        throw new IllegalArgumentException("layer " + number + " has no layer before it");
      }
      if (before.byteSize() != parents.nodes() * LABEL_BYTES) {
        throw new IllegalArgumentException(
            "the layer before has %d bytes for %d nodes"
                .formatted(before.byteSize(), parents.nodes()));
      }
    }
  }
}
