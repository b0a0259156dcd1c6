@NullMarked
package dev.nodepath.catalogue.securitygroup;

import org.jspecify.annotations.NullMarked;
