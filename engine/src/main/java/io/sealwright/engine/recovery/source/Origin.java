package io.sealwright.engine.recovery.source;

/**
 * Who says something.
 *
 * @param name the file, the folder or the address
 */
public record Origin(SourceKind kind, String name) {

  /** As a subject of a sentence. */
  @Override
  public String toString() {
    return switch (kind) {
      case METADATA_FILE -> "the metadata file " + name;
      case BUNDLE -> "the bundle " + name;
      case MINER -> "the lotus-miner at " + name;
      case BACKUP -> "the backup " + name;
      case CHAIN_STATE -> "the chain's state at " + name;
      case PRE_COMMIT_MESSAGE -> "the pre-commit message on " + name;
    };
  }
}
