@NullMarked
package dev.nodepath.catalogue;

import org.jspecify.annotations.NullMarked;
