/** Nodepath held against the conformance suite. */
@NullMarked
package dev.nodepath.conformance;

import org.jspecify.annotations.NullMarked;
