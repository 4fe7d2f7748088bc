package io.sealwright.lotus.cluster;

/**
 * Bytes of a storage path.
 *
 * @param available for sectors: what is free less what is reserved, within the limit
 * @param max the limit; 0 for none
 * @param used counted only where there is a limit
 */
public record PathSpace(
    long capacity, long available, long free, long reserved, long max, long used) {

  /**
   * What a host reports of a path every few seconds.
   *
   * @param error empty if it is well
   */
  public record Health(PathSpace space, String error) {}
}
