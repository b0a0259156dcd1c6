package dev.nodepath.cli;

/** The forms of what is told about one cluster. */
enum DocumentFormat {
    TEXT,
    JSON
}
