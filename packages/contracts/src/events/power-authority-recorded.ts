/** The list of powers of a post, or a delegation, changes. */
export const powerAuthorityRecorded = {
  type: "power.authority.recorded",
  version: "1.0",
  name: { "zh-CN": "权责清单、授权", en: "Authority of a post" },
  when: "The power catalogue or a delegation changes",
  phase: "before",
  decision: "Grant or delegate the authority",
  record: null,
  subject: ["authority.postId"],
  schema: {
    type: "object",
    properties: {
      authority: {
        type: "object",
        properties: {
          postId: { type: "string", maxLength: 2000, description: "Post", "x-privacy": "internal" },
          powerCode: { type: "string", maxLength: 2000, description: "Power item", "x-privacy": "internal" },
          limit: {
            type: "object",
            properties: {
              amount: { type: "number", description: "Highest sum", "x-privacy": "internal" },
              currency: {
                type: "string",
                description: "ISO 4217 code; absent = the currency of the enclosing value",
                "x-privacy": "internal",
                pattern: "^[A-Z]{3}$",
              },
            },
            "x-money": true,
          },
          delegateId: {
            type: "string",
            maxLength: 2000,
            description: "Delegate",
            "x-privacy": "personal",
            "x-identifier": "person",
          },
          validFrom: {
            type: "string",
            format: "instant",
            description: "From",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          validTo: {
            type: "string",
            format: "instant",
            "x-day": "end",
            description: "Until",
            "x-privacy": "internal",
          },
          riskGrade: {
            type: "integer",
            minimum: 1,
            maximum: 3,
            description: "Grade of the post for this power",
            "x-privacy": "internal",
          },
          controlIds: {
            type: "array",
            maxItems: 1000,
            items: { type: "string", maxLength: 200 },
            description: "Indicators bound to the power item",
            "x-privacy": "internal",
          },
        },
        required: ["postId", "powerCode"],
      },
    },
    required: ["authority"],
  },
} as const;
