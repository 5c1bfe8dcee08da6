import type { ServerConfig } from "../config/index.ts";
import type { SupervisionLimits } from "../score/index.ts";

/** How much of those who supervise is too much within an hour (catalogue 17). */
export const supervisionLimits = ({ readsPerHour = 50 }: ServerConfig): SupervisionLimits => ({
  reads: readsPerHour,
  // An account waits longer after each one from the fifth on: this is somebody who goes on after that.
  failures: 6,
  endings: 20,
});
