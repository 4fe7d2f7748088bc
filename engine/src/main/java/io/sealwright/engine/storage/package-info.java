/**
 * Storage paths: folders, mostly shared between hosts, that sectors' files are kept in. A path has
 * an id of its own, written in its root, and is the same path wherever it is mounted. Everything
 * here is a value or a pure function over listings and measures taken elsewhere; nothing touches a
 * disk.
 *
 * <p>A sector's file of one <em>kind</em> is a file or a folder, named as Lotus names it; it is
 * <em>whole</em> when it has all the bytes a sector of its size needs there.
 */
@NullMarked
package io.sealwright.engine.storage;

import org.jspecify.annotations.NullMarked;
