/** Tells people and Security Hub what was found and what is over. The two fail apart from each other. */
@NullMarked
package dev.nodepath.aws.publish;

import org.jspecify.annotations.NullMarked;
