/**
 * Amounts of money, exact to the attoFIL, and the units operators type and read. Knows nothing of
 * fees, balances or who owns what.
 */
@NullMarked
package io.sealwright.protocol.amount;

import org.jspecify.annotations.NullMarked;
