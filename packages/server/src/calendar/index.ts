export type { Calendars } from "./calendars.ts";
export { createCalendars } from "./calendars.ts";
export type { CalendarFollower } from "./followers.ts";
export { calendarHandlers, staleSql } from "./followers.ts";
export { storeCalendars } from "./library.ts";
export { prepareCalendars } from "./prepare.ts";
export { registerCalendars } from "./routes.ts";
export type { DayView } from "./view.ts";
