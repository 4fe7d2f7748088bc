/**
 * Whether a folder may become a storage path of a host, and whether a path may be taken from one:
 * decisions over facts that others have gathered. Touches no disk and asks nobody.
 */
@NullMarked
package io.sealwright.engine.storage.attach;

import org.jspecify.annotations.NullMarked;
