@NullMarked
package dev.nodepath;

import org.jspecify.annotations.NullMarked;
