import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ProvableLog, type ServerEvent } from "../log/index.ts";
import { applyEdit, type CalendarEdit, type EditResult } from "./edit.ts";
import { tellFollowers } from "./followers.ts";

/** What changing calendars works with. */
export type ChangeOptions = Pick<Context, "store" | "clock" | "calendars"> & {
  readonly log: Pick<ProvableLog, "logServerEvents">;
};

/** Carries the result of a dry run out of its rolled back transaction. */
class DryRun extends Error {
  readonly result: EditResult;
  constructor(result: EditResult) {
    super("a dry run");
    this.result = result;
  }
}

/** Who changes it, and whether it is only to be said what would change. */
export interface ChangeHow {
  readonly by: string;
  readonly source?: string | undefined;
  readonly isDryRun?: boolean | undefined;
}

/**
 * Changes a calendar, with its entry in the log (LO-7); whatever was counted through a changed day is counted again soon.
 * Nothing happens where everything is so already. Throws `PROBITY_E_CALENDAR` and `PROBITY_E_NOT_FOUND`.
 */
export async function changeCalendar(
  { store, log, clock, calendars }: ChangeOptions,
  edit: CalendarEdit,
  { by, source, isDryRun = false }: ChangeHow,
): Promise<EditResult> {
  try {
    return await loggingTransaction(store, async (transaction) => {
      const now = new Date(clock());
      const result = await applyEdit(transaction, edit, by, now);
      if (isDryRun) throw new DryRun(result);
      if (!result.isChanged) return result;
      await tellFollowers(transaction, calendars, result.affected, now);
      await log.logServerEvents(transaction, ownSource, [changedEvent(edit.id, result, { by, source })]);
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    throw error;
  }
}

/** What the log says of a change; `change` where it is none of a person. */
export function changedEvent(
  id: string,
  { version, days, years, isNew, isDefinition }: EditResult,
  { by, source, change }: ChangeHow & { readonly change?: "library" },
): ServerEvent {
  const kind = change ?? (isNew ? "added" : isDefinition ? "definition" : "days");
  const calendar = {
    id,
    change: kind,
    version,
    ...(days.length > 0 && { days: days.map(({ date, kind: is, before }) => ({ date, kind: is, before })) }),
    ...(years.length > 0 && { years: [...years] }),
    ...(source !== undefined && { source }),
    by,
  };
  return { type: "calendar.changed", data: { calendar } };
}
