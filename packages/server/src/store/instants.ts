import type { ColumnType } from "kysely";

/** A moment: read as a Date, written as RFC 3339. */
export type Instant = ColumnType<Date, string, string>;

/** The same, or nothing. */
export type OptionalInstant = ColumnType<Date | null, string | null, string | null>;
