/** What the operator sets: which rules count and how much, what AWS does not show, and what is accepted until when. */
@NullMarked
package dev.nodepath.settings;

import org.jspecify.annotations.NullMarked;
