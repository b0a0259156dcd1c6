/** Rules about the cluster's API server endpoint. */
@NullMarked
package dev.nodepath.catalogue.endpoint;

import org.jspecify.annotations.NullMarked;
