import { type LocalizedText, ProbityError } from "@probity/contracts";
import { type Role, roles } from "../access/index.ts";
import type { Store } from "../store/index.ts";

/** A stage of clues. */
export interface ClueStage {
  readonly id: string;
  readonly name: LocalizedText;
  /** A clue in it is done with. */
  readonly final: boolean;
}

/** A step from one stage to another, and who makes it. */
export interface ClueMove {
  readonly from: string;
  readonly to: string;
  readonly roles: readonly Role[];
}

/** The stages of clues as data. The first stage is where a clue begins. */
export interface ClueMachine {
  readonly stages: readonly ClueStage[];
  readonly moves: readonly ClueMove[];
}

const stage = (id: string, chinese: string, english: string, final = false): ClueStage => ({
  id,
  name: { "zh-CN": chinese, en: english },
  final,
});

const move = (from: string, to: string, ...who: readonly Role[]): ClueMove => ({ from, to, roles: who });

/** The preset (catalogue, section 9.4). The product hands over and takes feedback; it runs no investigations. */
export const presetMachine: ClueMachine = {
  stages: [
    stage("report", "信访举报", "petition or report"),
    stage("handling", "线索处置", "clue handling"),
    stage("talk_or_inquiry", "谈话函询", "talk or inquiry by letter"),
    stage("preliminary_check", "初步核实", "preliminary check"),
    stage("filing", "立案审查", "case filing and review"),
    stage("hearing", "案件审理", "case hearing"),
    stage("ended", "了结", "ended", true),
  ],
  moves: [
    move("report", "handling", "intake", "discipline"),
    move("handling", "talk_or_inquiry", "discipline"),
    move("handling", "preliminary_check", "discipline"),
    move("handling", "ended", "discipline"),
    move("talk_or_inquiry", "preliminary_check", "discipline"),
    move("talk_or_inquiry", "ended", "discipline"),
    move("preliminary_check", "filing", "discipline"),
    move("preliminary_check", "ended", "discipline"),
    move("filing", "hearing", "discipline"),
    move("hearing", "ended", "discipline"),
  ],
};

const idForm = { type: "string", pattern: "^[a-z][a-z0-9_]{0,39}$" } as const;
const words = { type: "string", minLength: 1, maxLength: 100, pattern: "^[^\\u0000-\\u001f]*$" } as const;

/** JSON schema of a configured machine. */
export const machineSchema: object = {
  type: "object",
  properties: {
    stages: {
      type: "array",
      minItems: 2,
      maxItems: 50,
      items: {
        type: "object",
        properties: {
          id: idForm,
          name: {
            type: "object",
            properties: { "zh-CN": words, en: words },
            required: ["zh-CN", "en"],
            additionalProperties: false,
          },
          final: { type: "boolean" },
        },
        required: ["id", "name", "final"],
        additionalProperties: false,
      },
    },
    moves: {
      type: "array",
      minItems: 1,
      maxItems: 500,
      items: {
        type: "object",
        properties: {
          from: idForm,
          to: idForm,
          roles: { type: "array", minItems: 1, maxItems: 12, uniqueItems: true, items: { enum: roles } },
        },
        required: ["from", "to", "roles"],
        additionalProperties: false,
      },
    },
  },
  required: ["stages", "moves"],
  additionalProperties: false,
};

/** Throws `PROBITY_E_REQUEST` for stages that are named twice, moves between unknown ones, and one that no clue can leave. */
export function checkMachine({ stages, moves }: ClueMachine): void {
  const known = new Set(stages.map(({ id }) => id));
  const problems: { path: string; message: string }[] = [];
  if (known.size < stages.length) problems.push({ path: "/stages", message: "a stage is named twice" });
  if (!stages.some(({ final }) => final)) problems.push({ path: "/stages", message: "no stage is final" });
  if (stages[0]?.final === true)
    problems.push({ path: "/stages/0", message: "a clue begins here: it cannot be final" });
  for (const [index, { from, to }] of moves.entries())
    for (const [name, id] of [
      ["from", from],
      ["to", to],
    ] as const)
      if (!known.has(id)) problems.push({ path: `/moves/${index}/${name}`, message: `${id} is no stage` });
  for (const { id, final } of stages)
    if (final === moves.some(({ from }) => from === id))
      problems.push({ path: `/stages/${id}`, message: final ? "is final and has moves" : "cannot be left" });
  if (problems.length > 0)
    throw new ProbityError("PROBITY_E_REQUEST", "the stages do not fit together", {
      errors: problems.slice(0, 20),
    });
}

/** The stages in force with their version; 0 is the preset. */
export async function machineInForce(
  { db }: Pick<Store, "db">,
  version?: number,
): Promise<{ readonly version: number; readonly machine: ClueMachine }> {
  if (version === 0) return { version, machine: presetMachine };
  let query = db.selectFrom("clue_machine").select(["version", "body"]).orderBy("version", "desc").limit(1);
  if (version !== undefined) query = query.where("version", "=", version);
  const row = await query.executeTakeFirst();
  return row === undefined
    ? { version: 0, machine: presetMachine }
    : // Written after its check.
      { version: row.version, machine: JSON.parse(row.body) as ClueMachine };
}
