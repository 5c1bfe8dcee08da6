import type { Context } from "../context.ts";
import { secretTags } from "../keys/index.ts";
import type { CalibrationOptions } from "./calibrate.ts";

/** What calibrating works with on this server. */
export function calibrationOptions(context: Context): CalibrationOptions {
  const { store, log, durability, newId, signer, config } = context;
  const { precisionFloorPercent = 5, precisionFloorAlerts = 40 } = config;
  return {
    store,
    log,
    durability,
    newId,
    idOf: secretTags(signer),
    floor: precisionFloorPercent / 100,
    floorAlerts: precisionFloorAlerts,
  };
}
