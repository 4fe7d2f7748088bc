package io.sealwright.lotus.rpc;

/**
 * The version of an API, as the number {@code major << 16 | minor << 8 | patch}. A full node's v1
 * connection asks for equal major and minor.
 */
public record ApiVersion(int major, int minor, int patch) {
  private static final int BYTE = 0xff;
  private static final int MAX_MAJOR = 0xffff;

  public static final JsonForm<ApiVersion> FORM =
      JsonForm.I64.mapped("api.Version", ApiVersion::of, version -> (long) version.packed());

  public ApiVersion {
    if (major < 0 || major > MAX_MAJOR || (minor & ~BYTE) != 0 || (patch & ~BYTE) != 0) {
      throw new IllegalArgumentException("no API version: " + major + "." + minor + "." + patch);
    }
  }

  public static ApiVersion of(long packed) {
    return new ApiVersion(
        Math.toIntExact(packed >> 16), (int) (packed >> 8) & BYTE, (int) packed & BYTE);
  }

  public int packed() {
    return major << 16 | minor << 8 | patch;
  }

  /** Whether a client made for this version can speak with a server of the other. */
  public boolean agreesWith(ApiVersion other) {
    return major == other.major && minor == other.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
