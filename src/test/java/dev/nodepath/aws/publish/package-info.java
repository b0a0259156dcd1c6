@NullMarked
package dev.nodepath.aws.publish;

import org.jspecify.annotations.NullMarked;
