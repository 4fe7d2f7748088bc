/**
 * The cluster of the demonstration: its processes, and what is shown of them. It runs what
 * operators run, as processes of their own, and knows of them what the chain, the miner's API and
 * their figures tell.
 */
@NullMarked
package io.sealwright.app.cli.demo;

import org.jspecify.annotations.NullMarked;
