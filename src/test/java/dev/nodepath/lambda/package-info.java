@NullMarked
package dev.nodepath.lambda;

import org.jspecify.annotations.NullMarked;
