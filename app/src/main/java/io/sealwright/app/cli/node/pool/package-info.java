/** Commands on messages that wait in a node's pool. */
@NullMarked
package io.sealwright.app.cli.node.pool;

import org.jspecify.annotations.NullMarked;
