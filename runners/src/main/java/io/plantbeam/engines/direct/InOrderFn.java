package io.plantbeam.engines.direct;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Turns of a shuffle in; what another function, which has state and wants its input in the order of
 * time, makes of the records out. The state of a key is forgotten with its last record.
 */
final class InOrderFn<K, V, OutputT> extends DoFn<Integer, OutputT> {
  private final Shuffle shuffle;
  private final Coder<K> keys;
  private final Coder<V> values;
  private final DoFn<KV<K, V>, OutputT> fn;
  private final TupleTag<OutputT> mainOutput;

  private transient DoFnInvoker<KV<K, V>, OutputT> invoker;

  InOrderFn(
      Shuffle shuffle,
      Coder<K> keys,
      Coder<V> values,
      DoFn<KV<K, V>, OutputT> fn,
      TupleTag<OutputT> mainOutput) {
    this.shuffle = shuffle;
    this.keys = keys;
    this.values = values;
    this.fn = fn;
    this.mainOutput = mainOutput;
  }

  @Setup
  public void setup(PipelineOptions options) {
    invoker = DoFnInvokers.tryInvokeSetupFor(fn, options);
  }

  @Teardown
  public void teardown() {
    invoker.invokeTeardown();
  }

  @ProcessElement
  public void turn(@Element Integer number, MultiOutputReceiver out, PipelineOptions options)
      throws IOException {
    Shuffle.Part part = shuffle.part(number);
    int bytes = 0;
    @SuppressWarnings("unchecked")
    OfKey<K> ofKey = (OfKey<K>) part.memory;
    Call call = new Call(out, options);
    SortedRun record = part.records.peek();
    while (bytes < Shuffle.BYTES_OF_TURN && record != null) {
      if (ofKey == null || !record.startsWith(ofKey.prefix)) {
        ofKey = OfKey.begin(record, keys);
        part.memory = ofKey;
      }
      int from = record.contentFrom();
      call.timestamp = ByteBuffer.wrap(record.bytes, from, Long.BYTES).getLong();
      call.element =
          KV.of(
              ofKey.key,
              values.decode(
                  new ByteArrayInputStream(
                      record.bytes, from + Long.BYTES, record.contentLength - Long.BYTES)));
      call.ofKey = ofKey;
      invoker.invokeProcessElement(call);
      bytes += record.contentLength;
      part.records.advance();
      record = part.records.peek();
    }
  }

  /** A key, and what is known of it. */
  private static final class OfKey<K> {
    /** How the sort bytes of its records begin. */
    private final byte[] prefix;

    private final K key;
    private final Map<String, Value> states = new HashMap<>();

    private OfKey(byte[] prefix, K key) {
      this.prefix = prefix;
      this.key = key;
    }

    static <K> OfKey<K> begin(SortedRun record, Coder<K> coder) throws IOException {
      int header = 2 * Integer.BYTES;
      int keyLength =
          ByteBuffer.wrap(record.bytes, record.sortFrom + Integer.BYTES, Integer.BYTES).getInt();
      byte[] prefix =
          Arrays.copyOfRange(record.bytes, record.sortFrom, record.sortFrom + header + keyLength);
      K key = coder.decode(new ByteArrayInputStream(prefix, header, keyLength));
      return new OfKey<>(prefix, key);
    }
  }

  /** State in the memory of this process. */
  private static final class Value implements ValueState<Object> {
    private Object value;

    @Override
    public void write(Object input) {
      value = input;
    }

    @Override
    public Object read() {
      return value;
    }

    @Override
    public ValueState<Object> readLater() {
      return this;
    }

    @Override
    public void clear() {
      value = null;
    }
  }

  /** What the function gets for one record. */
  private final class Call extends DoFnInvoker.BaseArgumentProvider<KV<K, V>, OutputT>
      implements MultiOutputReceiver {
    private final MultiOutputReceiver out;
    private final PipelineOptions options;
    private KV<K, V> element;
    private long timestamp;
    private OfKey<K> ofKey;

    Call(MultiOutputReceiver out, PipelineOptions options) {
      this.out = out;
      this.options = options;
    }

    @Override
    public KV<K, V> element(DoFn<KV<K, V>, OutputT> doFn) {
      return element;
    }

    @Override
    public Object key() {
      return ofKey.key;
    }

    @Override
    public Instant timestamp(DoFn<KV<K, V>, OutputT> doFn) {
      return Instant.ofEpochMilli(timestamp);
    }

    @Override
    public BoundedWindow window() {
      return GlobalWindow.INSTANCE;
    }

    @Override
    public PaneInfo paneInfo(DoFn<KV<K, V>, OutputT> doFn) {
      return PaneInfo.NO_FIRING;
    }

    @Override
    public PipelineOptions pipelineOptions() {
      return options;
    }

    @Override
    public State state(String id, boolean alwaysFetched) {
      return ofKey.states.computeIfAbsent(id, unknown -> new Value());
    }

    @Override
    public OutputReceiver<OutputT> outputReceiver(DoFn<KV<K, V>, OutputT> doFn) {
      return get(mainOutput);
    }

    @Override
    public MultiOutputReceiver taggedOutputReceiver(DoFn<KV<K, V>, OutputT> doFn) {
      return this;
    }

    @Override
    public <T> OutputReceiver<T> get(TupleTag<T> tag) {
      return new AtTime<>(out.get(tag), Instant.ofEpochMilli(timestamp));
    }

    @Override
    public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
      return new AtTime<>(out.getRowReceiver(tag), Instant.ofEpochMilli(timestamp));
    }

    @Override
    public String getErrorContext() {
      return "in the order of time";
    }
  }

  /** Outputs at the timestamp of a record where the function says no other. */
  private record AtTime<T>(OutputReceiver<T> out, Instant timestamp) implements OutputReceiver<T> {
    @Override
    public OutputBuilder<T> builder(T value) {
      return out.builder(value).setTimestamp(timestamp);
    }
  }
}
