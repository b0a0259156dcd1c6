/** Every rule Nodepath has, and their evaluation over a network. */
@NullMarked
package dev.nodepath.catalogue;

import org.jspecify.annotations.NullMarked;
