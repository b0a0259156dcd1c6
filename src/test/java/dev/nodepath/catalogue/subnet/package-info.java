@NullMarked
package dev.nodepath.catalogue.subnet;

import org.jspecify.annotations.NullMarked;
