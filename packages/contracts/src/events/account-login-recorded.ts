/** Who signs in, and who tries to, without addresses (LO-7, SE-1). */
export const accountLoginRecorded = {
  type: "account.login.recorded",
  version: "1.0",
  name: { "zh-CN": "登录记录", en: "Sign-in recorded" },
  when: "Logged by the server when a person signed in, and when somebody failed to; of many failures only some",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["login.person"],
  schema: {
    type: "object",
    properties: {
      login: {
        type: "object",
        properties: {
          person: {
            type: "string",
            maxLength: 200,
            description: "Whose account; unknown: nobody's here",
            "x-privacy": "internal",
            "x-identifier": "person",
          },
          outcome: {
            type: "string",
            maxLength: 40,
            description: "signed_in, failed, locked",
            "x-privacy": "internal",
          },
          means: { type: "string", maxLength: 40, description: "password, oidc", "x-privacy": "internal" },
          from: {
            type: "string",
            maxLength: 40,
            description: "Kind of address: loopback, private, public",
            "x-privacy": "internal",
          },
          unlogged: {
            type: "integer",
            minimum: 0,
            description: "Failures before this one that were too many to log",
            "x-privacy": "internal",
          },
        },
        required: ["person", "outcome", "means", "from"],
      },
    },
    required: ["login"],
  },
} as const;
