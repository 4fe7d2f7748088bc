package io.sealwright.devchain.chain;

import java.util.List;

/** Is told of the head's changes in their order, and must not block: the chain waits for it. */
@FunctionalInterface
public interface HeadListener {
  void changed(List<HeadChange> changes);
}
