/** {@code actions}: what operators had done to a cluster of our own, and how it went. */
@NullMarked
package io.sealwright.app.cli.action;

import org.jspecify.annotations.NullMarked;
