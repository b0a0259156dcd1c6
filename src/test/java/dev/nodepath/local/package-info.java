@NullMarked
package dev.nodepath.local;

import org.jspecify.annotations.NullMarked;
