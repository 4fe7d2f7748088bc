/**
 * Keys of accounts: made, written as Lotus writes them, and used to sign and to check signatures. A
 * <em>signing key</em> holds the secret and never shows it in its text form; an <em>exported
 * key</em> is the file that carries one. Must not know where keys are kept or who may use them.
 */
@NullMarked
package io.sealwright.lotus.key;

import org.jspecify.annotations.NullMarked;
