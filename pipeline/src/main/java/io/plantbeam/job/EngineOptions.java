package io.plantbeam.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.DefaultValueFactory;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;

/** What the profile of an engine tells the steps of a job. Users do not give these. */
@Hidden
public interface EngineOptions extends PipelineOptions {
  @Description("Whether a stream's watermark is the greatest of its readers', not the least.")
  @Default.Boolean(false)
  boolean getGreatestWatermark();

  void setGreatestWatermark(boolean value);

  @Description("Whether what a stream was reading is gone when its process ends.")
  @Default.Boolean(false)
  boolean getForgetsState();

  void setForgetsState(boolean value);

  @Description("What the engine changes in the steps before it runs them.")
  @JsonIgnore
  @Default.InstanceFactory(NoRewrite.class)
  PipelineRewrite getRewrite();

  void setRewrite(PipelineRewrite value);

  /** Leaves the steps as they are. */
  class NoRewrite implements DefaultValueFactory<PipelineRewrite> {
    @Override
    public PipelineRewrite create(PipelineOptions options) {
      return PipelineRewrite.NONE;
    }
  }
}
