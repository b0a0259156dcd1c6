@NullMarked
package dev.nodepath.catalogue.networkacl;

import org.jspecify.annotations.NullMarked;
