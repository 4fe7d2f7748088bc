/**
 * The answers that go on: news of the head and of the pool, and a snapshot in parts. One that
 * cannot keep up is ended rather than waited for, as the chain must not wait.
 */
@NullMarked
package io.sealwright.devchain.serve.stream;

import org.jspecify.annotations.NullMarked;
