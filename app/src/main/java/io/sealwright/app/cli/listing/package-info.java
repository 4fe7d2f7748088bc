/**
 * Lists and facts as commands print them: <em>columns</em> of rows, or one fact a line, for people
 * in their language and for programs as JSON. Must not know what is listed.
 */
@NullMarked
package io.sealwright.app.cli.listing;

import org.jspecify.annotations.NullMarked;
