package io.sealwright.lotus.rpc.auth;

import java.util.Arrays;
import java.util.List;

/**
 * The permissions a token lists, in its order. Names nobody knows are kept: Lotus signs whatever
 * names it is asked for, and repeats them.
 */
public record Permissions(List<String> names) {
  /** What a caller without a token may do. */
  public static final Permissions ANONYMOUS = of(Permission.READ);

  public static final Permissions ALL = of(Permission.values());

  public Permissions {
    names = List.copyOf(names);
  }

  public static Permissions of(Permission... permissions) {
    return new Permissions(Arrays.stream(permissions).map(Permission::wireName).toList());
  }

  public boolean allow(Permission permission) {
    return names.contains(permission.wireName());
  }
}
