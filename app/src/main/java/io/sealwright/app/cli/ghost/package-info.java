/** {@code sealing ghosts}: finds the jobs that nothing will come of, and ends exactly those. */
@NullMarked
package io.sealwright.app.cli.ghost;

import org.jspecify.annotations.NullMarked;
