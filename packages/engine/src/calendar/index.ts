export { dateText, dayNumber } from "./day.ts";
export type { Pause } from "./stoppable.ts";
export { dueWithPauses } from "./stoppable.ts";
export type { CountedDay, CountedMoment, CountOptions, WorkCalendar } from "./work-calendar.ts";
export { compileCalendar } from "./work-calendar.ts";
