/**
 * Keys in a folder, as Lotus keeps them, and the accounts they sign for. The <em>keystore</em> is
 * the folder of named secrets, the <em>wallet</em> what it means for accounts. Must not know the
 * chain.
 */
@NullMarked
package io.sealwright.devchain.wallet;

import org.jspecify.annotations.NullMarked;
