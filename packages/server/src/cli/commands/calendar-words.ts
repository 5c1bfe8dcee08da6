import type { JsonObject } from "@probity/contracts";
import type { CommandContext } from "../context.ts";
import { textAt } from "../json-read.ts";
import type { Column } from "../output/table.ts";

const kinds = {
  holiday: "kindHoliday",
  workday: "kindWorkday",
  regular: "kindRegular",
  inherited: "kindInherited",
} as const;

/** What a kind is called; as it is where it has no name. */
export function kindText({ say }: Pick<CommandContext, "say">, kind: string | undefined): string | undefined {
  // Just looked up.
  return kind !== undefined && Object.hasOwn(kinds, kind) ? say(kinds[kind as keyof typeof kinds]) : kind;
}

/** The columns of a day. */
export const dayColumns = (context: CommandContext): readonly Column<JsonObject>[] => [
  { title: context.say("colCalendarDay"), value: (row) => textAt(row, "date") },
  { title: context.say("colCalendarKind"), value: (row) => kindText(context, textAt(row, "kind")) },
];
