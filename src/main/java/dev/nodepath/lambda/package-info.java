/** The functions: from an event to published findings. */
@NullMarked
package dev.nodepath.lambda;

import org.jspecify.annotations.NullMarked;
