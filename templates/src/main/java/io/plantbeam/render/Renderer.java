package io.plantbeam.render;

/** Writes a launch for one target. */
interface Renderer {

  /**
   * The manifest or the command line. What is missing or wrong is refused on the rendering; what is
   * returned then is not used.
   */
  String text(Rendering rendering);
}
