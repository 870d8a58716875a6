/**
 * What all commands have in common: environment variables for options, one-line errors, exit codes,
 * the version, logging. No command lives here.
 */
package io.streamgauge.quickstart.cli;
