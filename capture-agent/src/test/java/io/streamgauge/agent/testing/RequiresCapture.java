package io.streamgauge.agent.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test captures on {@code lo}: it needs libpcap and the right to use it. Where one is missing
 * it is skipped with the reason; with the environment variable {@code CI=true} it fails instead.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCaptureCondition.class)
public @interface RequiresCapture {}
