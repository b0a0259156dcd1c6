@NullMarked
package dev.nodepath.catalogue.visibility;

import org.jspecify.annotations.NullMarked;
