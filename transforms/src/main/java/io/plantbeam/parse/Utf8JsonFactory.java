package io.plantbeam.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;

/**
 * Makes parsers that take bytes for UTF-8. Jackson's own factory guesses the encoding, and would
 * read UTF-16 and UTF-32 too.
 */
public final class Utf8JsonFactory extends JsonFactory {
  private static final long serialVersionUID = 1L;

  /**
   * @param maxTextLength how many characters a number or a text may have; nesting keeps Jackson's
   *     limit of 1000 levels
   */
  public Utf8JsonFactory(int maxTextLength) {
    super(
        new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNumberLength(maxTextLength)
                    .maxStringLength(maxTextLength)
                    .build()));
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
    return new UTF8StreamJsonParser(
        context,
        _parserFeatures,
        null,
        _objectCodec,
        _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
        data,
        offset,
        offset + length,
        0,
        false);
  }
}
