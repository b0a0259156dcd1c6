@NullMarked
package dev.nodepath.catalogue.route;

import org.jspecify.annotations.NullMarked;
