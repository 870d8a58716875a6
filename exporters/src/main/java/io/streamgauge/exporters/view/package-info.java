/**
 * Immutable view models of what the store knows, and their plain-text rendering.
 *
 * <p>Page, API, demo table and {@code analyze} render these and nothing else, so they cannot
 * disagree.
 */
package io.streamgauge.exporters.view;
