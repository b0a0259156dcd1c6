/** Rules about the VPC endpoints nodes use instead of the internet. */
@NullMarked
package dev.nodepath.catalogue.vpcendpoint;

import org.jspecify.annotations.NullMarked;
