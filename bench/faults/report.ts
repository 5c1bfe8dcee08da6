import { number, table } from "../support/table.ts";
import type { Outcome } from "./play-row.ts";
import type { Verdict } from "./verdict.ts";

/** Whether the row shows something that must not be. */
export const isWrong = (outcome: Outcome): boolean =>
  outcome.state === "broke" || (outcome.state === "played" && outcome.verdict.wrong.length > 0);

/** The cell of the matrix: lost events, and deliveries beyond the first, as in `0 +67d`. */
const lostCell = ({ lost, extraDeliveries }: Verdict): string =>
  `${number(lost)}${extraDeliveries > 0 ? ` +${number(extraDeliveries)}d` : ""}`;

const cellsOf = (outcome: Outcome): readonly string[] => {
  const { title, seconds } = outcome;
  if (outcome.state !== "played") return [title, outcome.state, "", "", "", "", "", "", number(seconds)];
  const { verdict } = outcome;
  const { emitted, told, refused, duplicated, withoutResult, holes } = verdict;
  return [
    title,
    lostCell(verdict),
    number(emitted),
    number(duplicated),
    number(withoutResult),
    number(holes),
    number(told),
    number(refused),
    number(seconds),
  ];
};

const head = ["fault", "lost", "of", "dupl.", "no result", "holes", "told", "refused", "s"];

const whyOf = (outcome: Outcome): readonly string[] => {
  if (outcome.state === "skipped") return [`skipped: ${outcome.id}: ${outcome.why}`];
  if (outcome.state === "broke") return [`BROKE: ${outcome.id}: ${outcome.why}`];
  return outcome.verdict.wrong.map((what) => `WRONG: ${outcome.id}: ${what}`);
};

/** The matrix, and below it everything that is wrong or was left out. */
export const matrixText = (outcomes: readonly Outcome[]): string =>
  [
    table(head, outcomes.map(cellsOf)),
    "",
    "lost: emit had returned, the server does not have it, nobody was told (+Nd: deliveries beyond the first, recognised);",
    "told: lost on the disk or refused for ever, told by the SDK and logged; refused: emit said that nothing was kept;",
    "holes: missing positions of the log or numbers of its streams. Counted from the senders' own notes and the database; after each",
    "row `probity verify log` has read the whole log.",
    ...outcomes.flatMap(whyOf),
  ].join("\n");

/** One line when a row has ended. */
export const outcomeLine = (outcome: Outcome): string => {
  const what =
    outcome.state === "played"
      ? `${lostCell(outcome.verdict)} lost of ${number(outcome.verdict.emitted)}${isWrong(outcome) ? ` WRONG: ${outcome.verdict.wrong.join("; ")}` : ""}`
      : `${outcome.state}: ${outcome.why}`;
  return `${outcome.title}: ${what} (${number(outcome.seconds)} s)`;
};

/** The last line. */
export const summaryLine = (outcomes: readonly Outcome[]): string => {
  const verdicts = outcomes.flatMap((outcome) => (outcome.state === "played" ? [outcome.verdict] : []));
  const sum = (of: (verdict: Verdict) => number): string =>
    number(verdicts.reduce((total, verdict) => total + of(verdict), 0));
  const count = (state: Outcome["state"]): number => outcomes.filter((one) => one.state === state).length;
  return (
    `test:faults: ${verdicts.length} faults played, ${count("skipped")} skipped, ${count("broke")} broken; of ` +
    `${sum((one) => one.emitted)} events ${sum((one) => one.lost)} lost, ${sum((one) => one.duplicated)} duplicated, ` +
    `${sum((one) => one.withoutResult)} without result, ${sum((one) => one.holes)} holes in the log; ` +
    `${outcomes.filter(isWrong).length} wrong`
  );
};
