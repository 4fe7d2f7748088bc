/**
 * Who may call what. A <em>token</em> is a signed list of permission names; permissions are a
 * <em>set, not a ladder</em>: one that holds only {@code admin} cannot read. The package must not
 * know of methods or transports.
 */
@NullMarked
package io.sealwright.lotus.rpc.auth;

import org.jspecify.annotations.NullMarked;
