package io.sealwright.lotus.rpc;

import io.sealwright.lotus.rpc.auth.Permission;

/** What methods and channels have in common. */
public sealed interface Declared permits RpcMethod, RpcChannel {
  /** The prefix of every method of Lotus on the wire. */
  String NAMESPACE = "Filecoin.";

  /** The name without the namespace; one that has a dot brings a namespace of its own. */
  String name();

  /** How many parameters must be given; there are no optional ones. */
  int parameters();

  Permission permission();

  /** The type of the result, or of each value of a channel, by Lotus's name for it. */
  String resultType();

  default String wireName() {
    return name().contains(".") ? name() : NAMESPACE + name();
  }
}
