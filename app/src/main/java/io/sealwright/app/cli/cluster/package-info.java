/**
 * What operators do to the work of a cluster: {@code sealing pause}, {@code resume}, {@code drain},
 * {@code abort}, and why its tasks wait. All but the abort take a miner of our own.
 */
@NullMarked
package io.sealwright.app.cli.cluster;

import org.jspecify.annotations.NullMarked;
