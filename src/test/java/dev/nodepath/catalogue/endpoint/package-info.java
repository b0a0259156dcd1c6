@NullMarked
package dev.nodepath.catalogue.endpoint;

import org.jspecify.annotations.NullMarked;
