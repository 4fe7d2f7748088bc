/** The declarations of a full node's API, by group. */
@NullMarked
package io.sealwright.lotus.api.full;

import org.jspecify.annotations.NullMarked;
