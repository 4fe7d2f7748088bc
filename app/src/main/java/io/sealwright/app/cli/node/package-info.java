/**
 * The daily commands against a full node: its health and its processes, its peers, whether it is in
 * step, and its logs. What they share is here too: {@link io.sealwright.app.cli.node.NodeCommand}
 * connects and reports.
 */
@NullMarked
package io.sealwright.app.cli.node;

import org.jspecify.annotations.NullMarked;
