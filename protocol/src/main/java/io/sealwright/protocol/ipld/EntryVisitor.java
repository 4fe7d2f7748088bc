package io.sealwright.protocol.ipld;

import java.io.IOException;

/** Is shown the entries of a collection one by one. What it throws ends the walk. */
@FunctionalInterface
public interface EntryVisitor<K, V> {
  void visit(K key, V value) throws IOException;
}
