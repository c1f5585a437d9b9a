package io.plantbeam.tools.simulate;

/** One facility of the plant, as in the asset registry. */
record SimulatedFacility(
    String facilityId,
    String name,
    String location,
    String timezone,
    String productionLine,
    int criticality) {

  private static final String[][] PLACES = {
    {"Stuttgart Works", "Stuttgart, Germany", "Europe/Berlin"},
    {"Milwaukee Plant", "Milwaukee, Wisconsin, USA", "America/Chicago"},
    {"Pune Plant", "Pune, India", "Asia/Kolkata"},
    {"Nagoya Works", "Nagoya, Japan", "Asia/Tokyo"},
    {"São Bernardo Plant", "São Bernardo do Campo, Brazil", "America/Sao_Paulo"},
    {"Geelong Works", "Geelong, Australia", "Australia/Melbourne"},
  };

  /** The first six differ in place and time zone; more come round again. */
  static SimulatedFacility of(int index) {
    String[] place = PLACES[index % PLACES.length];
    int round = index / PLACES.length;
    return new SimulatedFacility(
        "f-" + (index + 1),
        round == 0 ? place[0] : place[0] + " " + (round + 1),
        place[1],
        place[2],
        "line-" + (char) ('a' + index % 26),
        5 * (index % 3));
  }
}
