import type { Answer } from "../../api/call.ts";

/** Steps of cases as data. */
export type Machine = Answer<"get", "/console/cases/machine">;
/** Name of a step. */
export type StepName = keyof Machine["transitions"];
/** One of the two sides of a case. */
export type Track = "business" | "integrity";

/** A person or organisation as events name them. */
export interface Party {
  readonly kind: "person" | "organisation";
  readonly key: string;
  readonly name?: string | undefined;
}

/** What was decided to do. */
export interface Disposal {
  readonly kind: string;
  readonly text?: string | undefined;
}

/** What is to be rectified, by whom, until when. */
export interface Measure {
  readonly text: string;
  readonly unit?: string | undefined;
  readonly person?: string | undefined;
  readonly dueOn?: string | undefined;
}

/** What a step can be given; which of it, the table of steps says. */
export interface StepInput {
  readonly unit?: string | undefined;
  readonly handler?: string | undefined;
  readonly dueAt?: string | undefined;
  readonly text?: string | undefined;
  readonly into?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly verifiers?: readonly string[] | undefined;
  readonly report?: string | undefined;
  readonly facts?: string | undefined;
  readonly responsible?: readonly Party[] | undefined;
  readonly body?: string | undefined;
  readonly feedbackBy?: string | undefined;
  readonly disposals?: readonly Disposal[] | undefined;
  readonly measures?: readonly Measure[] | undefined;
  readonly uses?: readonly string[] | undefined;
  readonly label?: string | undefined;
  readonly labelReason?: string | undefined;
  readonly appraisal?:
    | { readonly unit: string; readonly persons: string; readonly points?: number | undefined }
    | undefined;
  readonly lookBackOn?: string | undefined;
  readonly recovered?: { readonly amount: number; readonly currency: string } | undefined;
  readonly until?: string | undefined;
}

/** Name of a field of a step. */
export type FieldName = keyof StepInput;

const isEmpty = (value: unknown): boolean => value === undefined || value === "";

/** The same without fields, and members of rows, that were left empty. */
function filled<T extends object>(given: T): Partial<T> {
  const entries = Object.entries(given)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(filledRow).filter(isRow) : value]);
  // The same names with the same values, some left out.
  return Object.fromEntries(entries) as Partial<T>;
}

const filledRow = (row: unknown): unknown => (typeof row === "object" && row !== null ? filled(row) : row);
const isRow = (row: unknown): boolean =>
  typeof row === "object" && row !== null ? Object.keys(row).length > 0 : !isEmpty(row);

/** What is sent of a form: lists that a step needs are there even where they are empty. */
export function inputOf(
  given: StepInput,
  { fields, required }: { readonly fields: readonly string[]; readonly required: readonly string[] },
): Readonly<Record<string, unknown>> {
  const own = Object.fromEntries(Object.entries(filled(given)).filter(([name]) => fields.includes(name)));
  const lists = ["responsible", "measures"].filter((name) => required.includes(name));
  return { ...Object.fromEntries(lists.map((name) => [name, []])), ...own };
}
