/** Workers on the command line. Must not know what a worker does. */
@NullMarked
package io.sealwright.app.cli.worker;

import org.jspecify.annotations.NullMarked;
