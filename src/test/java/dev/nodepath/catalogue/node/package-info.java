@NullMarked
package dev.nodepath.catalogue.node;

import org.jspecify.annotations.NullMarked;
