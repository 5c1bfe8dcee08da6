// No control characters and no halves of surrogate pairs, which a database cannot store.
const line = "^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$";
const lines = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff]+$";
const text = (maxLength: number): object => ({ type: "string", minLength: 1, maxLength, pattern: line });

const localized = {
  type: "object",
  properties: { "zh-CN": text(500), en: text(500) },
  required: ["zh-CN", "en"],
  additionalProperties: false,
};

const message = {
  type: "object",
  properties: {
    "zh-CN": { type: "string", minLength: 1, maxLength: 5000, pattern: lines },
    en: { type: "string", minLength: 1, maxLength: 5000, pattern: lines },
  },
  required: ["zh-CN", "en"],
  additionalProperties: false,
};

/** Body of `POST /v1/approvals`: another person is asked to agree to the draft of a pre-check (PC-7). */
export const approvalRequestSchema: Readonly<Record<string, unknown>> & { readonly $id: string } = {
  $id: "urn:probity:schema:approval-request:1",
  type: "object",
  properties: {
    decisionId: { ...text(200), description: "The pre-check. One request for each" },
    type: { type: "string", minLength: 3, maxLength: 200, pattern: line, description: "Its event type" },
    payloadDigest: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Of the draft" },
    subject: { ...text(500), description: "The business process" },
    requesterId: { ...text(500), description: "Person who wants to act" },
    requesterName: text(200),
    requesterPostId: text(500),
    editors: {
      type: "array",
      maxItems: 200,
      items: text(500),
      description: "Who else worked on the draft. The server adds everybody who acted in the process",
    },
    unitId: text(200),
    role: { ...text(200), description: "Role that must agree. Default: any" },
    title: { ...localized, description: "What is to be decided, for the page" },
    facts: {
      type: "array",
      maxItems: 30,
      items: {
        type: "object",
        properties: {
          label: localized,
          value: { oneOf: [{ type: "string", minLength: 1, maxLength: 2000, pattern: lines }, message] },
        },
        required: ["label", "value"],
        additionalProperties: false,
      },
      description: "What the act would do, for the page",
    },
    findings: {
      type: "array",
      maxItems: 20,
      items: {
        type: "object",
        properties: { level: { type: "integer", minimum: 1, maximum: 3 }, name: localized, message },
        required: ["name", "message"],
        additionalProperties: false,
      },
      description: "Those of the pre-check as they were disclosed",
    },
    note: {
      type: "string",
      minLength: 1,
      maxLength: 2000,
      pattern: lines,
      description: "From the requester",
    },
    candidates: {
      type: "array",
      minItems: 1,
      maxItems: 50,
      items: {
        type: "object",
        properties: {
          personId: text(500),
          name: text(200),
          postId: text(500),
          unitId: text(200),
          roles: { type: "array", maxItems: 50, items: text(200) },
          supervisors: {
            type: "array",
            maxItems: 50,
            items: text(500),
            description: "Persons or posts to whom this person reports",
          },
        },
        required: ["personId"],
        additionalProperties: false,
      },
    },
    deadlineHours: {
      type: "number",
      minimum: 0.08,
      maximum: 720,
      default: 24,
      description: "At least 5 minutes, at most 30 days",
    },
  },
  required: ["decisionId", "type", "payloadDigest", "requesterId", "title", "candidates"],
  additionalProperties: false,
};
