/** What holds for every network, tried on generated ones. */
@NullMarked
package dev.nodepath.property;

import org.jspecify.annotations.NullMarked;
