package io.sealwright.lotus.cluster;

/**
 * Why a worker's call failed.
 *
 * @param code 0 for good; 100 and more for now: 101 the worker restarted, 102 no space
 */
public record CallFailure(long code, String message) {
  private static final long FIRST_TEMPORARY = 100;

  public boolean isTemporary() {
    return code >= FIRST_TEMPORARY;
  }
}
