@NullMarked
package dev.nodepath.catalogue.tag;

import org.jspecify.annotations.NullMarked;
