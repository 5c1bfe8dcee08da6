import { caseFields as field, type Track } from "../cases/index.ts";
import type { Degree } from "./grade.ts";

/** The three levels of the register. */
export const riskLevels = ["unit", "office", "post"] as const;
/** Who can name a risk. */
export const namers = ["leadership", "department", "station", "person", "partner", "case"] as const;
/** When a control acts. */
export const phases = ["before", "during", "after"] as const;

/** What holds a risk down: an indicator that is bound, or something that people do. */
export type Control =
  | { readonly kind: "rule"; readonly rule: string; readonly phase: (typeof phases)[number] }
  | { readonly kind: "manual"; readonly text: string; readonly phase: (typeof phases)[number] };

/** A risk point as people write it. */
export interface RiskGiven {
  readonly level: (typeof riskLevels)[number];
  readonly unit: string;
  /** Of level post. */
  readonly post?: string;
  readonly powerItem?: string;
  /** Place in the flow. */
  readonly place?: string;
  readonly description: string;
  /** Typical forms. */
  readonly forms?: string;
  readonly namedBy: (typeof namers)[number];
  readonly probability: Degree;
  readonly harm: Degree;
  readonly controls: readonly Control[];
  /** Who answers for it. */
  readonly owner?: string;
  /** RFC 3339; default: half a year from now. */
  readonly reviewAt?: string;
}

/** A risk point as it is kept. */
export interface RiskPoint extends RiskGiven {
  readonly id: string;
  readonly version: number;
  /** 1 is the highest. */
  readonly grade: Degree;
  readonly state: "proposed" | "open" | "retired";
  /** The case whose outcome proposed it, for those who see it. */
  readonly caseId: string | null;
  /** Of that case. */
  readonly track: Track | null;
  readonly reviewAt: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

const degree = { enum: [1, 2, 3] } as const;
const phase = { enum: phases } as const;
const control = {
  oneOf: [
    {
      type: "object",
      properties: { kind: { const: "rule" }, rule: field.id, phase },
      required: ["kind", "rule", "phase"],
      additionalProperties: false,
    },
    {
      type: "object",
      properties: { kind: { const: "manual" }, text: field.name, phase },
      required: ["kind", "text", "phase"],
      additionalProperties: false,
    },
  ],
} as const;

/** Fields of a {@link RiskGiven}. */
export const riskProperties: object = {
  level: { enum: riskLevels },
  unit: field.unit,
  post: field.id,
  powerItem: field.id,
  place: field.name,
  description: field.text,
  forms: field.text,
  namedBy: { enum: namers },
  probability: degree,
  harm: degree,
  controls: { type: "array", items: control, maxItems: 50 },
  owner: field.person,
  reviewAt: field.moment,
};

/** Those that have to be there. */
export const riskRequired: readonly string[] = [
  "level",
  "unit",
  "description",
  "namedBy",
  "probability",
  "harm",
  "controls",
];
