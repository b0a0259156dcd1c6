@NullMarked
package dev.nodepath.catalogue.vpcendpoint;

import org.jspecify.annotations.NullMarked;
