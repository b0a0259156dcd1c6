/** Rules about the subnets given to the cluster. */
@NullMarked
package dev.nodepath.catalogue.subnet;

import org.jspecify.annotations.NullMarked;
