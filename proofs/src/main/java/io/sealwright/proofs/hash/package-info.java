/** The platform's SHA-256, for whoever hashes bytes and not nodes. */
@NullMarked
package io.sealwright.proofs.hash;

import org.jspecify.annotations.NullMarked;
