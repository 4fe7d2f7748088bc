package io.sealwright.engine.recovery;

/** Whether the labels in a cache folder are what they must be. */
public sealed interface AuditVerdict {
  /** Every label follows from its stored parents. */
  record Sound() implements AuditVerdict {}

  /** The first that does not; {@code layer} counts from 1, {@code node} from 0. */
  record Wrong(int layer, long node) implements AuditVerdict {}
}
