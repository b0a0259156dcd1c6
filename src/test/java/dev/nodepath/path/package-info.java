@NullMarked
package dev.nodepath.path;

import org.jspecify.annotations.NullMarked;
