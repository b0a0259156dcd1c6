/** The commands of {@code nodepath}: what a user types, and the exit status of it. */
@NullMarked
package dev.nodepath.cli;

import org.jspecify.annotations.NullMarked;
