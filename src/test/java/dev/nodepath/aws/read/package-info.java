@NullMarked
package dev.nodepath.aws.read;

import org.jspecify.annotations.NullMarked;
