/** Rules about the tags that tell load balancers and nodes what belongs to a cluster. */
@NullMarked
package dev.nodepath.catalogue.tag;

import org.jspecify.annotations.NullMarked;
