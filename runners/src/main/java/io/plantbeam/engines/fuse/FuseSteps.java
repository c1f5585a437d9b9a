package io.plantbeam.engines.fuse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.runners.AppliedPTransform;
import org.apache.beam.sdk.runners.PTransformOverride;
import org.apache.beam.sdk.runners.PTransformOverrideFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.util.construction.PTransformReplacements;
import org.apache.beam.sdk.util.construction.ReplacementOutputs;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Makes one step of a step and those that follow it and keep no state, where no shuffle lies
 * between them.
 *
 * <p>An engine that runs each step by itself pays for each: on Flink an operator, its timer that
 * looks for the end of a bundle, and a watermark that waits for this end. So what waits for the
 * watermark waits for as many bundles as there are steps before it.
 */
public final class FuseSteps {
  /** Of the one output of a step that assigns windows. */
  static final TupleTag<Object> ASSIGNED = new TupleTag<>("assigned");

  /** Whatever is in it: Flink finds the state of a savepoint by the names of steps. */
  private static final String NAME = "Fused";

  /** The runners replace some of Beam's own steps, and look for them by their form. */
  private static final String OURS = "io.plantbeam.";

  private final Pipeline pipeline;
  private final Map<PCollection<?>, List<AppliedPTransform<?, ?, ?>>> readers = new HashMap<>();
  private final List<AppliedPTransform<?, ?, ?>> primitives = new ArrayList<>();

  /** What the fused steps put out, by what the steps in them did. */
  private final Map<PCollection<?>, PCollection<?>> fusedOutputs = new HashMap<>();

  private FuseSteps(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Fuses the steps of a job. */
  public static void in(Pipeline pipeline) {
    FuseSteps fuse = new FuseSteps(pipeline);
    fuse.look();
    fuse.replace();
  }

  private void look() {
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            AppliedPTransform<?, ?, ?> applied = node.toAppliedPTransform(pipeline);
            primitives.add(applied);
            for (PCollection<?> input : Set.copyOf(node.getInputs().values())) {
              readers.computeIfAbsent(input, of -> new ArrayList<>()).add(applied);
            }
          }
        });
  }

  private void replace() {
    IdentityHashMap<PTransform<?, ?>, Fused> firsts = new IdentityHashMap<>();
    Set<PTransform<?, ?>> followers = Collections.newSetFromMap(new IdentityHashMap<>());
    for (AppliedPTransform<?, ?, ?> applied : primitives) {
      if (isCall(applied) && !followers.contains(applied.getTransform())) {
        Fused fused = new Fused(applied);
        if (fused.hasFollowers()) {
          firsts.put(applied.getTransform(), fused);
          fused.followers.forEach(follower -> followers.add(follower.getTransform()));
        }
      }
    }
    pipeline.replaceAll(
        List.of(
            PTransformOverride.of(
                applied -> firsts.containsKey(applied.getTransform()), new FirstFactory(firsts)),
            PTransformOverride.of(
                applied -> followers.contains(applied.getTransform()),
                new FollowerFactory(fusedOutputs))));
  }

  private static boolean isCall(AppliedPTransform<?, ?, ?> applied) {
    if (!(applied.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo)) {
      return false;
    }
    Class<?> fn = parDo.getFn().getClass();
    if (!fn.getName().startsWith(OURS)) {
      return false;
    }
    DoFnSignature signature = DoFnSignatures.signatureForDoFn(parDo.getFn());
    return signature.stateDeclarations().isEmpty()
        && signature.timerDeclarations().isEmpty()
        && signature.timerFamilyDeclarations().isEmpty()
        && signature.onWindowExpiration() == null
        && !signature.processElement().isSplittable()
        && !signature.processElement().requiresStableInput()
        && !signature.processElement().requiresTimeSortedInput();
  }

  /** What can follow: side inputs are those of the first. */
  private boolean canFollow(AppliedPTransform<?, ?, ?> applied) {
    if (applied.getTransform() instanceof Window.Assign<?>) {
      // By itself it is cheap; there has to be something behind it.
      return applied.getOutputs().values().stream()
          .flatMap(output -> readersOf(output).stream())
          .anyMatch(this::canFollow);
    }
    return isCall(applied)
        && ((ParDo.MultiOutput<?, ?>) applied.getTransform()).getSideInputs().isEmpty();
  }

  private List<AppliedPTransform<?, ?, ?>> readersOf(PCollection<?> output) {
    return readers.getOrDefault(output, List.of());
  }

  /** A step that is to be fused with those that follow it. */
  private final class Fused {
    private final AppliedPTransform<?, ?, ?> applied;
    private final List<AppliedPTransform<?, ?, ?>> followers = new ArrayList<>();

    /** The outputs of those that follow, by the tags that the fused step has for them. */
    private final Map<TupleTag<?>, PCollection<?>> outputs = new LinkedHashMap<>();

    private final FusedStep step;

    Fused(AppliedPTransform<?, ?, ?> applied) {
      this.applied = applied;
      this.step = stepOf(applied);
    }

    boolean hasFollowers() {
      return !followers.isEmpty();
    }

    private FusedStep stepOf(AppliedPTransform<?, ?, ?> of) {
      FusedStep made = new FusedStep(workOf(of));
      for (Map.Entry<TupleTag<?>, PCollection<?>> output : of.getOutputs().entrySet()) {
        List<FusedStep> within = new ArrayList<>();
        boolean isRead = false;
        for (AppliedPTransform<?, ?, ?> reader : readersOf(output.getValue())) {
          if (canFollow(reader)) {
            followers.add(reader);
            within.add(stepOf(reader));
          } else {
            isRead = true;
          }
        }
        TupleTag<?> outside = of == applied ? output.getKey() : tagOf(of, output.getKey());
        if (of != applied) {
          outputs.put(outside, output.getValue());
        }
        made.route(
            made.work() instanceof FusedStep.Assign ? ASSIGNED : output.getKey(),
            isRead ? outside : null,
            within);
      }
      return made;
    }

    private static TupleTag<?> tagOf(AppliedPTransform<?, ?, ?> of, TupleTag<?> output) {
      return new TupleTag<>(of.getFullName() + "/" + output.getId());
    }

    @SuppressWarnings("unchecked")
    private static FusedStep.Work workOf(AppliedPTransform<?, ?, ?> of) {
      if (of.getTransform() instanceof Window.Assign<?> assign) {
        return new FusedStep.Assign((WindowFn<Object, ?>) assign.getWindowFn());
      }
      ParDo.MultiOutput<Object, Object> parDo =
          (ParDo.MultiOutput<Object, Object>) of.getTransform();
      PCollection<Object> input = (PCollection<Object>) mainInput(of);
      Map<TupleTag<?>, Coder<?>> coders = new HashMap<>();
      of.getOutputs().forEach((tag, output) -> coders.put(tag, output.getCoder()));
      return new FusedStep.Call(
          parDo.getFn(),
          parDo.getMainOutputTag(),
          List.copyOf(parDo.getAdditionalOutputTags().getAll()),
          new HashMap<>(parDo.getSideInputs()),
          input.getCoder(),
          input.getWindowingStrategy(),
          coders);
    }
  }

  private static PCollection<?> mainInput(AppliedPTransform<?, ?, ?> applied) {
    return applied.getMainInputs().values().iterator().next();
  }

  private final class FirstFactory
      implements PTransformOverrideFactory<
          PCollection<Object>, PCollectionTuple, ParDo.MultiOutput<Object, Object>> {
    private final IdentityHashMap<PTransform<?, ?>, Fused> firsts;

    FirstFactory(IdentityHashMap<PTransform<?, ?>, Fused> firsts) {
      this.firsts = firsts;
    }

    @Override
    public PTransformReplacement<PCollection<Object>, PCollectionTuple> getReplacementTransform(
        AppliedPTransform<PCollection<Object>, PCollectionTuple, ParDo.MultiOutput<Object, Object>>
            applied) {
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(applied),
          new FusedTransform(firsts.get(applied.getTransform()), fusedOutputs));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, PCollectionTuple output) {
      return ReplacementOutputs.tagged(outputs, output);
    }
  }

  private static final class FusedTransform
      extends PTransform<PCollection<Object>, PCollectionTuple> {
    private final transient Fused fused;
    private final transient Map<PCollection<?>, PCollection<?>> fusedOutputs;

    FusedTransform(Fused fused, Map<PCollection<?>, PCollection<?>> fusedOutputs) {
      this.fused = fused;
      this.fusedOutputs = fusedOutputs;
    }

    @Override
    @SuppressWarnings("unchecked")
    public PCollectionTuple expand(PCollection<Object> input) {
      ParDo.MultiOutput<Object, Object> first =
          (ParDo.MultiOutput<Object, Object>) fused.applied.getTransform();
      List<TupleTag<?>> tags = new ArrayList<>(first.getAdditionalOutputTags().getAll());
      tags.addAll(fused.outputs.keySet());
      Map<String, PCollectionView<?>> sideInputs = first.getSideInputs();
      PCollectionTuple made =
          input.apply(
              NAME,
              ParDo.of((DoFn<Object, Object>) new FusedFn<>(fused.step))
                  .withSideInputs(sideInputs)
                  .withOutputTags(first.getMainOutputTag(), TupleTagList.of(tags)));
      PCollectionTuple own = PCollectionTuple.empty(input.getPipeline());
      for (Map.Entry<TupleTag<?>, PCollection<?>> output : fused.applied.getOutputs().entrySet()) {
        TupleTag<Object> tag = (TupleTag<Object>) output.getKey();
        own = own.and(tag, likeOriginal(made.get(tag), output.getValue()));
      }
      fused.outputs.forEach(
          (tag, original) ->
              fusedOutputs.put(original, likeOriginal(made.get((TupleTag<Object>) tag), original)));
      return own;
    }

    @SuppressWarnings("unchecked")
    private static <T> PCollection<T> likeOriginal(PCollection<T> output, PCollection<?> original) {
      return output
          .setCoder((Coder<T>) original.getCoder())
          .setWindowingStrategyInternal(original.getWindowingStrategy())
          .setIsBoundedInternal(original.isBounded());
    }
  }

  /**
   * In the place of a step that has become part of another: hands on what that one puts out.
   * Runners have nothing to do for a flatten of one.
   */
  private record FollowerFactory(Map<PCollection<?>, PCollection<?>> fusedOutputs)
      implements PTransformOverrideFactory<
          PCollection<Object>, POutput, PTransform<PCollection<Object>, POutput>> {
    @Override
    public PTransformReplacement<PCollection<Object>, POutput> getReplacementTransform(
        AppliedPTransform<PCollection<Object>, POutput, PTransform<PCollection<Object>, POutput>>
            applied) {
      return PTransformReplacement.of(
          PTransformReplacements.getSingletonMainInput(applied),
          new HandedOn(applied.getOutputs(), fusedOutputs));
    }

    @Override
    public Map<PCollection<?>, ReplacementOutput> mapOutputs(
        Map<TupleTag<?>, PCollection<?>> outputs, POutput output) {
      return ReplacementOutputs.tagged(outputs, output);
    }
  }

  private static final class HandedOn extends PTransform<PCollection<Object>, POutput> {
    private final transient Map<TupleTag<?>, PCollection<?>> outputs;
    private final transient Map<PCollection<?>, PCollection<?>> fusedOutputs;

    HandedOn(
        Map<TupleTag<?>, PCollection<?>> outputs,
        Map<PCollection<?>, PCollection<?>> fusedOutputs) {
      this.outputs = outputs;
      this.fusedOutputs = fusedOutputs;
    }

    @Override
    @SuppressWarnings("unchecked")
    public PCollectionTuple expand(PCollection<Object> input) {
      PCollectionTuple all = PCollectionTuple.empty(input.getPipeline());
      int number = 0;
      for (Map.Entry<TupleTag<?>, PCollection<?>> output : outputs.entrySet()) {
        PCollection<Object> made = (PCollection<Object>) fusedOutputs.get(output.getValue());
        all =
            all.and(
                (TupleTag<Object>) output.getKey(),
                PCollectionList.of(made).apply("Output" + number++, Flatten.pCollections()));
      }
      return all;
    }
  }
}
