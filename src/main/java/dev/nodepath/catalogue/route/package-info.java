/** Rules about routes and what they lead to. */
@NullMarked
package dev.nodepath.catalogue.route;

import org.jspecify.annotations.NullMarked;
