/**
 * What Lotus's miner API has and our miner does not do. It knows the declarations of that API and
 * nothing of the miner.
 */
@NullMarked
package io.sealwright.engine.serving.declined;

import org.jspecify.annotations.NullMarked;
