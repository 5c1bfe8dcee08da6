/** Members are drawn, appointed or replaced. Fields follow OCDS 1.1 where it has them. */
export const procurementCommitteeFormed = {
  type: "procurement.committee.formed",
  version: "1.0",
  name: {
    "zh-CN": "评标委员会组建",
    en: "Evaluation committee formed",
  },
  when: "Members are drawn, appointed or replaced",
  phase: "during",
  decision: "Confirm the committee",
  record: "contracting",
  subject: ["ocid", "process.instanceId"],
  schema: {
    type: "object",
    properties: {
      ocid: {
        type: "string",
        maxLength: 2000,
        description: "Contracting process id",
        "x-privacy": "public",
        "x-supervision": "required",
      },
      committee: {
        type: "object",
        properties: {
          members: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                personId: {
                  type: "string",
                  maxLength: 2000,
                  description: "Person key",
                  "x-privacy": "personal",
                  "x-identifier": "person",
                  "x-supervision": "required",
                },
                kind: {
                  type: "string",
                  maxLength: 2000,
                  description: "Expert, buyer_representative",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                specialty: {
                  type: "string",
                  maxLength: 2000,
                  description: "Professional field",
                  "x-privacy": "internal",
                },
                drawMethod: {
                  type: "string",
                  maxLength: 2000,
                  description: "Random, direct, replacement",
                  "x-privacy": "internal",
                  "x-supervision": "required",
                },
                employerId: {
                  type: "string",
                  maxLength: 2000,
                  description: "Employer",
                  "x-privacy": "internal",
                },
              },
            },
          },
          poolSize: {
            type: "integer",
            description: "Experts eligible at the draw",
            "x-unit": "persons",
            "x-privacy": "internal",
          },
          formedAt: {
            type: "string",
            format: "instant",
            description: "Time of the draw",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
        },
      },
    },
    required: ["ocid"],
  },
} as const;
