/** From assessments to what people and programs read: text for a terminal, JSON for scripts. */
@NullMarked
package dev.nodepath.report;

import org.jspecify.annotations.NullMarked;
