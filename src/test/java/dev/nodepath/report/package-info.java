@NullMarked
package dev.nodepath.report;

import org.jspecify.annotations.NullMarked;
