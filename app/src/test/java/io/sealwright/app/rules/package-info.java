/**
 * The rules the whole source keeps, as tests: which package may use which, which calls are made
 * where, and how the text of the source looks. They know the names of packages and nothing of what
 * the code does.
 */
@NullMarked
package io.sealwright.app.rules;

import org.jspecify.annotations.NullMarked;
