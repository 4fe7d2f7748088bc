/** Commands on the chain and on snapshots of it. */
@NullMarked
package io.sealwright.app.cli.node.chain;

import org.jspecify.annotations.NullMarked;
