@NullMarked
package dev.nodepath.sweep;

import org.jspecify.annotations.NullMarked;
