/** Rules about what the operator sets. */
@NullMarked
package dev.nodepath.catalogue.settings;

import org.jspecify.annotations.NullMarked;
