import type { Instant } from "./instants.ts";

/** Tables of the calendars of working days (CA-2). */
export interface CalendarTables {
  readonly work_calendar: {
    readonly id: string;
    readonly parent: string | null;
    readonly names: string;
    readonly time_zone: string | null;
    readonly week: string | null;
    readonly working_time: string | null;
    readonly version: number;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly calendar_year: {
    readonly calendar: string;
    readonly year: number;
    readonly announced: boolean;
    readonly source: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly calendar_day: {
    readonly calendar: string;
    readonly day: string;
    readonly kind: "holiday" | "workday" | "regular" | "inherited";
    readonly names: string | null;
    readonly source: string | null;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
  readonly calendar_change: {
    readonly calendar: string;
    readonly version: number;
    readonly first_day: string;
    readonly last_day: string;
    readonly changed_at: Instant;
    readonly changed_by: string;
  };
}
