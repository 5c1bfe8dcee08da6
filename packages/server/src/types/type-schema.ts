/** JSON Schema of the body that registers an event type; `more` are further properties of the route. */
export const typeSchema = (more: object): object => ({
  type: "object",
  properties: {
    type: { type: "string", minLength: 3, maxLength: 200, pattern: "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+$" },
    version: { type: "string", pattern: "^[0-9]{1,6}\\.[0-9]{1,6}$" },
    name: { $ref: "urn:probity:schema:text:1" },
    when: { type: "string", maxLength: 2000 },
    phase: { enum: ["before", "during", "after"] },
    decision: { type: ["string", "null"], maxLength: 200 },
    record: { enum: ["contracting", null] },
    subject: {
      type: "array",
      maxItems: 10,
      items: { type: "string", pattern: "^[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*$", maxLength: 200 },
    },
    schema: { type: "object", description: "JSON Schema of the data, beside the common block" },
    ...more,
  },
  required: ["type", "version", "schema"],
  additionalProperties: false,
});
