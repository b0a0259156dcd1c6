@NullMarked
package dev.nodepath.catalogue.advice;

import org.jspecify.annotations.NullMarked;
