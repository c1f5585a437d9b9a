package io.plantbeam.equipment;

import io.plantbeam.model.EquipmentStatus;
import io.plantbeam.model.EventFrame;

/** Takes what is told of machines. */
interface StateEvents {
  void frame(EventFrame frame);

  void status(EquipmentStatus status);
}
