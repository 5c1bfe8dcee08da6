/** Ownership, office or control; an edge of the link graph (FE-3). */
export const organisationRelationRecorded = {
  type: "organisation.relation.recorded",
  version: "1.0",
  name: { "zh-CN": "股权、任职、控制关系", en: "Ownership, office or control" },
  when: "A register extract, a filing, or an outside data provider tells of it",
  phase: "before",
  decision: null,
  record: null,
  subject: ["link.toId"],
  schema: {
    type: "object",
    properties: {
      link: {
        type: "object",
        properties: {
          fromId: {
            type: "string",
            maxLength: 2000,
            description: "Person key or organisation",
            "x-privacy": "public",
            "x-identifier": "person",
          },
          toId: { type: "string", maxLength: 2000, description: "Organisation", "x-privacy": "public" },
          kind: {
            type: "string",
            maxLength: 2000,
            description:
              "shareholder, beneficial_owner, legal_representative, director, supervisor, manager, branch, controls, group_member, joint_venture",
            "x-privacy": "public",
          },
          share: {
            type: "number",
            minimum: 0,
            maximum: 1,
            "x-unit": "ratio 0-1",
            description: "Share held",
            "x-privacy": "public",
          },
          provider: {
            type: "string",
            maxLength: 2000,
            description: "Register or provider",
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
        required: ["fromId", "toId", "kind"],
      },
    },
    required: ["link"],
  },
} as const;
