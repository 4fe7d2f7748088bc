/**
 * What a cluster remembers, in one database: H2 on one machine, PostgreSQL for many. A table of the
 * database has a class here that reads and writes it; every change is one transaction.
 *
 * <p>A task's row carries the <em>fencing token</em> of its last assignment. {@link
 * io.sealwright.engine.store.TaskTable#publish} is the only way a result gets in: it locks the row,
 * compares the token, lets the files be renamed, and appends the event, all in one transaction.
 */
@NullMarked
package io.sealwright.engine.store;

import org.jspecify.annotations.NullMarked;
