/** What is reported: findings with ids that stay, and what became of them between two evaluations. */
@NullMarked
package dev.nodepath.finding;

import org.jspecify.annotations.NullMarked;
