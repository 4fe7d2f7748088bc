/** The declarations of a sealing worker's API, by group. */
@NullMarked
package io.sealwright.lotus.api.worker;

import org.jspecify.annotations.NullMarked;
