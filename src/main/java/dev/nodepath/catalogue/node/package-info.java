/** Rules about the subnets nodes run in and what starts them. */
@NullMarked
package dev.nodepath.catalogue.node;

import org.jspecify.annotations.NullMarked;
