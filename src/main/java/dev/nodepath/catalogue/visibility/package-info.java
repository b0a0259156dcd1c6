/** Rules about what this account and role can see. */
@NullMarked
package dev.nodepath.catalogue.visibility;

import org.jspecify.annotations.NullMarked;
