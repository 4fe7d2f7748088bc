/** Commands on wallets, and those that move money. Each shows what it will cost before it acts. */
@NullMarked
package io.sealwright.app.cli.node.wallet;

import org.jspecify.annotations.NullMarked;
