/** The contract of a rule: its card, what it needs to be read, and the verdicts it gives. */
@NullMarked
package dev.nodepath.rule;

import org.jspecify.annotations.NullMarked;
