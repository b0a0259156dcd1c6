/** The only package, with those below it, that sees the AWS SDK. */
@NullMarked
package dev.nodepath.aws;

import org.jspecify.annotations.NullMarked;
