/** Kinship or another close relation becomes known; an edge of the link graph (FE-3). */
export const personRelationRecorded = {
  type: "person.relation.recorded",
  version: "1.0",
  name: { "zh-CN": "亲属与利害关系", en: "Personal relation" },
  when: "Kinship or another close relation becomes known",
  phase: "before",
  decision: null,
  record: null,
  subject: ["relation.fromPersonId"],
  schema: {
    type: "object",
    properties: {
      relation: {
        type: "object",
        properties: {
          fromPersonId: {
            type: "string",
            maxLength: 2000,
            description: "Person",
            "x-privacy": "sensitive",
            "x-identifier": "person",
          },
          toPersonId: {
            type: "string",
            maxLength: 2000,
            description: "Person",
            "x-privacy": "sensitive",
            "x-identifier": "person",
          },
          kind: {
            type: "string",
            maxLength: 2000,
            description: "spouse, parent_child, sibling, other_kin_3gen, in_law, partner, other",
            "x-privacy": "sensitive",
            "x-identifier": "clear",
          },
          degree: {
            type: "integer",
            description: "Degree in generations",
            "x-privacy": "sensitive",
            "x-unit": "generations",
          },
          evidence: {
            type: "string",
            maxLength: 2000,
            description: "declared, household_register, inferred",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          validFrom: { type: "string", format: "instant", description: "From", "x-privacy": "internal" },
          validTo: {
            type: "string",
            format: "instant",
            "x-day": "end",
            description: "Until",
            "x-privacy": "internal",
          },
        },
        required: ["fromPersonId", "toPersonId", "kind"],
      },
    },
    required: ["relation"],
  },
} as const;
