@NullMarked
package dev.nodepath.aws;

import org.jspecify.annotations.NullMarked;
