import type { NoticeRule } from "./rules.ts";

/** Of the rules about those who supervise. */
export type SupervisionRuleId = "SUP-CLS-001" | "SUP-LGN-001" | "SUP-OFF-001" | "SUP-OWN-001" | "SUP-RDS-001";

/** Supervision is supervised (catalogue 17, LO-7): rules about what the people of the centre do themselves. */
export const supervisionRules: Readonly<Record<SupervisionRuleId, NoticeRule>> = {
  "SUP-CLS-001": {
    version: "1.0.0",
    at: "case.state.changed",
    level: 2,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "短时间内大量办结", en: "Many cases ended in a short time" },
    explanation: {
      "zh-CN": "同一人在一小时内办结或认定“不是问题”的件数过多，可能未经实质核查（GEN-CLU-004）。请抽查。",
      en: "One person ended too many cases within an hour, or found too many to be no problem: they may not have been looked at (GEN-CLU-004). Check a sample.",
    },
  },
  "SUP-LGN-001": {
    version: "1.0.0",
    at: "account.login.recorded",
    level: 3,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "登录反复失败", en: "Repeated failed sign-ins" },
    explanation: {
      "zh-CN": "同一账号一小时内登录反复失败：可能忘记密码，也可能有人试探。请向本人核实。",
      en: "Signing in to one account failed again and again within an hour: a forgotten password, or somebody who tries. Ask whose account it is.",
    },
  },
  "SUP-OFF-001": {
    version: "1.0.0",
    at: "account.read.recorded",
    level: 3,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "非工作时间登录或查看", en: "Signed in or read outside working hours" },
    explanation: {
      "zh-CN": "在工作日历的工作时间之外登录，或查看敏感信息。请核实是否值班或加班。",
      en: "Somebody signed in, or read something sensitive, outside the working hours of the calendar. Find out whether they were on duty.",
    },
  },
  "SUP-OWN-001": {
    version: "1.0.0",
    at: "account.read.recorded",
    level: 2,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "查看与本人有关联者的信息", en: "Read about somebody close" },
    explanation: {
      "zh-CN": "查看的信息涉及本人、其上级、下级或已申报的亲属关系（GEN-CLU-003）。请核实查看目的。",
      en: "What was read is about the reader, a superior, a subordinate or a declared relation (GEN-CLU-003). Find out what it was read for.",
    },
  },
  "SUP-RDS-001": {
    version: "1.0.0",
    at: "account.read.recorded",
    level: 2,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "短时间内大量查看", en: "Much read in a short time" },
    explanation: {
      "zh-CN": "同一人在一小时内查看的敏感对象超过限额，可能与工作无关，也可能是批量获取。请核实查看目的。",
      en: "One person or program read more sensitive objects within an hour than the limit. It may have nothing to do with the work. Find out what they were read for.",
    },
  },
};
