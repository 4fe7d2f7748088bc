package io.sealwright.lotus.rpc.server;

import io.sealwright.lotus.rpc.auth.Permissions;

/**
 * Who makes a call, as far as a server can tell.
 *
 * @param permissions what the token allows
 * @param address of the machine it comes from, or of the last one that passed it on
 */
public record Caller(Permissions permissions, String address) {}
