@NullMarked
package dev.nodepath.snapshot;

import org.jspecify.annotations.NullMarked;
