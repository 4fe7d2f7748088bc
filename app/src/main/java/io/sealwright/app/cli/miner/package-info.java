/**
 * Commands that read what a lotus-miner does: the miner at a glance, its work, sectors, storage and
 * proving, and the backup of its metadata. They ask, let the engine judge, and print; nothing here
 * changes anything on a miner but that a backup is written.
 */
@NullMarked
package io.sealwright.app.cli.miner;

import org.jspecify.annotations.NullMarked;
