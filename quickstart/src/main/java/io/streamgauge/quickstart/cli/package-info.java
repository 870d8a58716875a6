/**
 * What all commands have in common: environment variables and files for options, one-line errors,
 * exit codes, the version, logging, and the references that are generated. No command lives here.
 */
package io.streamgauge.quickstart.cli;
