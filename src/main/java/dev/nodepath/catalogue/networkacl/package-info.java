/** Rules about the network ACLs on the way. */
@NullMarked
package dev.nodepath.catalogue.networkacl;

import org.jspecify.annotations.NullMarked;
