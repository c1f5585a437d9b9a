package io.plantbeam.alert;

import io.plantbeam.model.Alert;
import io.plantbeam.model.Incident;

/** Takes what staff are told. */
interface AlertEvents {
  void alert(Alert event);

  /** Takes an incident as it is after an event of one of its alerts. */
  void incident(Incident event);
}
