import { chainOf, headsOf, holdersOf, type Book } from "../org/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { subjectsOfCase } from "../cases/index.ts";
import type { Matter } from "./matter.ts";

/** Who is told, as which body; what was not there is named. */
export interface Receivers {
  /** Null: no body of the chain is there. */
  readonly body: string | null;
  readonly persons: readonly string[];
  /** Links that nobody named (`link:...`), and bodies in which nobody could be told (`nobody:...`). */
  readonly missing: readonly string[];
}

type Step = "unit" | "businessDepartment" | "disciplineOfDepartment" | "districtDiscipline";

/** Who acts at each escalation level (catalogue 10), and who instead, where that body is missing: never nobody. */
const orders: readonly (readonly Step[])[] = [
  // Situation A: who reviews the handling.
  ["businessDepartment", "disciplineOfDepartment", "districtDiscipline"],
  ["unit", "disciplineOfDepartment", "districtDiscipline"],
  ["disciplineOfDepartment", "districtDiscipline"],
  ["districtDiscipline", "disciplineOfDepartment"],
];

const wardens: Statement = {
  name: "escalation-wardens",
  text: `select distinct holder from access_grant where role = 'discipline' and unit is null and holder_kind = 'person'
    and revoked_at is null and from_at <= $1::timestamptz and (until_at is null or until_at > $1::timestamptz) order by holder`,
};

/**
 * Whom a hand-up reaches at a moment: the body of the level, or the next one that is there; where none is, those who have the
 * role of discipline everywhere. Whom the case names is left out, as a head whom a hit is about.
 */
export async function receiversOf(
  transaction: Pick<Transaction, "run">,
  book: Book,
  matter: Matter,
  level: number,
  now: Date,
): Promise<Receivers> {
  const at = now.getTime();
  const named = new Set((await subjectsOfCase(transaction, matter.root)).map(({ id }) => id));
  const isNamed = (person: string): boolean =>
    named.has(person) || (book.members.get(person)?.keys ?? []).some((key) => named.has(key));
  const missing: string[] = [];
  for (const step of orders[level] ?? []) {
    const body = bodyOf(book, matter.unit, step, at);
    const persons =
      body === null ? [] : peopleOf(book, matter, step, body, at).filter((one) => !isNamed(one));
    if (persons.length > 0) return { body, persons, missing };
    missing.push(body === null ? `link:${step}` : `nobody:${body}`);
  }
  const rows = await transaction.run<{ holder: string }>(wardens, [now.toISOString()]);
  return { body: null, persons: rows.map(({ holder }) => holder).filter((one) => !isNamed(one)), missing };
}

function bodyOf(book: Book, unit: string | null, step: Step, at: number): string | null {
  return unit === null ? null : chainOf(book, unit, at)[step];
}

/** Of the responsible unit those who head it, and the handler; of a body everybody who holds a post. */
function peopleOf(
  book: Book,
  { handler }: Pick<Matter, "handler">,
  step: Step,
  body: string,
  at: number,
): readonly string[] {
  if (step !== "unit") return [...new Set(holdersOf(book, { unit: body }, at).map(({ person }) => person))];
  const heads = headsOf(book, body, at).map(({ person }) => person);
  return [...new Set([...heads, ...(handler === null ? [] : [handler])])];
}

/** Whether somebody speaks for a body that acts at one of the levels up to this one, or reviews in situation A (0). */
export function speaksFor(book: Book, matter: Matter, person: string, level: number, now: Date): boolean {
  const at = now.getTime();
  const steps: readonly Step[] =
    level === 0
      ? ["businessDepartment"]
      : (["unit", "disciplineOfDepartment", "districtDiscipline"] as const).slice(0, level);
  return steps.some((step) => {
    const body = bodyOf(book, matter.unit, step, at);
    if (body === null) return false;
    const held = step === "unit" ? headsOf(book, body, at) : holdersOf(book, { unit: body }, at);
    return held.some((one) => one.person === person);
  });
}
