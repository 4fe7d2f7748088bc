/**
 * The configuration on the command line: where it is looked for, and the commands that show and
 * check it. Must not know what its keys mean.
 */
@NullMarked
package io.sealwright.app.cli.config;

import org.jspecify.annotations.NullMarked;
