/**
 * A sweep: every cluster of every account, some of an account at a time. Pure: what is to be done next follows from what is
 * written down of it.
 */
@NullMarked
package dev.nodepath.sweep;

import org.jspecify.annotations.NullMarked;
