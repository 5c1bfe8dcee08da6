import type { Target } from "../../acts/target.ts";
import type { ShownAlert } from "./shown-alert.ts";

/** An act on this alert alone. */
export const targetOf = (shown: ShownAlert): Target => ({
  choice: { filter: { state: "all" }, asOf: shown.position, only: [shown.id] },
  only: shown,
  unit: shown.inCharge ?? shown.unit,
  covers: (id) => id === shown.id,
});
