package io.streamgauge.protocol.details.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Which fields of one api are wanted, and what is made of them.
 *
 * <p>Paths are dotted, without the message's name, and name leaves; structures and arrays on the
 * way are followed by themselves.
 *
 * @param <T> what is made
 */
public final class CaptureSpec<T> {
  private final int apiKey;
  private final String apiName;
  private final List<String> request;
  private final List<String> response;
  private final Map<String, Region> regions;
  private final Map<String, Predicate<Object>> filters;
  private final boolean repeats;
  private final BiFunction<Fields, Fields, T> maker;

  private CaptureSpec(Builder builder, BiFunction<Fields, Fields, T> maker) {
    this.apiKey = builder.apiKey;
    this.apiName = builder.apiName;
    this.request = List.copyOf(builder.request);
    this.response = List.copyOf(builder.response);
    this.regions = Map.copyOf(builder.regions);
    this.filters = Map.copyOf(builder.filters);
    this.repeats = builder.repeats;
    this.maker = maker;
  }

  /** Starts the spec of an api, such as 12, {@code Heartbeat}. */
  public static Builder of(int apiKey, String apiName) {
    return new Builder(apiKey, apiName);
  }

  public int apiKey() {
    return apiKey;
  }

  /**
   * Makes the value of what was captured. Never throws: fields that were not read have defaults.
   *
   * @param request the request's fields, blank if it was not read
   * @param response the response's, likewise
   */
  public T make(Fields request, Fields response) {
    return maker.apply(request, response);
  }

  /** Whether an exchange mostly says what the one before it said. */
  boolean repeats() {
    return repeats;
  }

  String apiName() {
    return apiName;
  }

  List<String> request() {
    return request;
  }

  List<String> response() {
    return response;
  }

  /** What a bytes field holds, by path. */
  Map<String, Region> regions() {
    return regions;
  }

  /** Which elements of arrays are kept, by the path of the deciding field. */
  Map<String, Predicate<Object>> filters() {
    return filters;
  }

  /** Builds a {@link CaptureSpec}. */
  public static final class Builder {
    private final int apiKey;
    private final String apiName;
    private final List<String> request = new ArrayList<>();
    private final List<String> response = new ArrayList<>();
    private final Map<String, Region> regions = new HashMap<>();
    private final Map<String, Predicate<Object>> filters = new HashMap<>();

    private boolean repeats;

    private Builder(int apiKey, String apiName) {
      this.apiKey = apiKey;
      this.apiName = apiName;
    }

    /** Wants paths of the request. */
    public Builder request(String... paths) {
      request.addAll(List.of(paths));
      return this;
    }

    /** Wants paths of the response. */
    public Builder response(String... paths) {
      response.addAll(List.of(paths));
      return this;
    }

    /** Wants paths below a common parent of the response. */
    public Builder responseBelow(String parent, String... paths) {
      for (String path : paths) {
        response.add(parent + "." + path);
      }
      return this;
    }

    /** Wants paths below a common parent of the request. */
    public Builder requestBelow(String parent, String... paths) {
      for (String path : paths) {
        request.add(parent + "." + path);
      }
      return this;
    }

    /** Says what a wanted bytes field holds; one that nothing is said of is not read. */
    public Builder region(String path, Region region) {
      regions.put(path, region);
      return this;
    }

    /**
     * Keeps an element of an array only if one of its fields (a Long or a String) passes. Fields of
     * the element that follow a field which does not pass are not even read.
     */
    public Builder keepIf(String path, Predicate<Object> filter) {
      filters.put(path, filter);
      return this;
    }

    /**
     * Exchanges mostly say what the one before them said, as heartbeats do: what was made of one is
     * kept for the next. Not for messages that may hold payload.
     */
    public Builder repeats() {
      repeats = true;
      return this;
    }

    /** The spec, with how to make a value of request and response. */
    public <T> CaptureSpec<T> make(BiFunction<Fields, Fields, T> maker) {
      return new CaptureSpec<>(this, maker);
    }
  }
}
