package io.plantbeam.enrich;

/** A registry entry whose id means something in a facility. */
interface InFacility {
  String id();

  /** Null where the entry serves its id in every facility that has no entry of its own. */
  String facilityId();
}
