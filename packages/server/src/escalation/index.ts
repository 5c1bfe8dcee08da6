export { clockHandlers } from "./fire.ts";
export { followMoves, reviewCheck } from "./follow-moves.ts";
export { openClocks } from "./open-clocks.ts";
export type { EscalationParts } from "./parts.ts";
export { partsOf } from "./parts.ts";
export { clockFollower } from "./recount.ts";
export { registerEscalations } from "./routes.ts";
export { startEscalation } from "./start.ts";
export { unitCalendar } from "./unit-calendar.ts";
