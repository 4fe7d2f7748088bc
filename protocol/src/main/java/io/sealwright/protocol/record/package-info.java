/**
 * Records taken apart and put together by position, so that a wire form can be declared once as a
 * list of its components' forms. Must not know any wire.
 */
@NullMarked
package io.sealwright.protocol.record;

import org.jspecify.annotations.NullMarked;
