/** Rules about the security groups of nodes and of the cluster's network interfaces. */
@NullMarked
package dev.nodepath.catalogue.securitygroup;

import org.jspecify.annotations.NullMarked;
