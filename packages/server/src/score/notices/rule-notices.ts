import type { BuiltinEvents, Finding, Json } from "@probity/contracts";
import type { Statement, Transaction } from "../../store/index.ts";
import type { LogEvent } from "../score-event.ts";
import { evidenceOf, type Notice } from "./notice.ts";

const percent = (share: number): string => `${Math.round(share * 10_000) / 100} %`;

/** RUL-BND-001. */
export function bundleNotice({ refused }: BuiltinEvents["bundle.version.refused"]): Notice {
  const { code, detail, activeVersion, activeHash } = refused;
  const version = activeVersion ?? 0;
  return {
    rule: "RUL-BND-001",
    level: 1,
    part: code,
    message: {
      "zh-CN": `来源拒绝了收到的规则包（${code}），继续使用版本 ${version}。`,
      en: `The source refused a bundle (${code}) and keeps version ${version}.`,
    },
    evidence: evidenceOf({ code, detail, bundleVersion: activeVersion, bundleHash: activeHash }),
  };
}

/** RUL-BRK-001, whoever counted: one SDK client, or the server over all of them. */
export function breakerNotice({ breaker }: BuiltinEvents["rule.breaker.opened"]): Notice {
  const { rule, binding, decisionPoint, day, blocked, checked, share, atLeast, scope } = breaker;
  const wide = scope === "source";
  const allowed =
    share === undefined || atLeast === undefined
      ? { "zh-CN": "预算", en: "its budget" }
      : {
          "zh-CN": `预算（${percent(share)}，至少 ${atLeast}）`,
          en: `its budget (${percent(share)}, at least ${atLeast})`,
        };
  return {
    rule: "RUL-BRK-001",
    level: 2,
    message: {
      "zh-CN": `规则 ${rule} 的绑定 ${binding} 在 ${decisionPoint} 阻断 ${blocked}/${checked} 个流程，超出${allowed["zh-CN"]}，已${wide ? "在该来源" : "在一个进程内"}改为要求说明理由。请核查后用 probity breakers reset 复位。`,
      en: `Binding ${binding} of ${rule} blocked ${blocked} of ${checked} processes at ${decisionPoint}, more than ${allowed.en}; ${wide ? "the whole source" : "one process"} asks for reasons instead. Look at it, then use probity breakers reset.`,
    },
    evidence: evidenceOf({ rule, binding, decisionPoint, day, blocked, checked, share, atLeast, scope }),
  };
}

/** RUL-PAR-001. */
export function parityNotice({ parity }: BuiltinEvents["rule.parity.diverged"]): Notice {
  const { precheckId, actEventId, decisionPoint, bundleVersion, bundleHash } = parity;
  const [said, found] = [parity.said ?? [], parity.found ?? []].map((list) =>
    list.map(({ indicatorId, result }) => `${indicatorId} ${result}`),
  );
  const differing = (said?.length ?? 0) + (found?.length ?? 0);
  return {
    rule: "RUL-PAR-001",
    level: 1,
    message: {
      "zh-CN": `前置校验 ${precheckId} 的记录与服务器重算有 ${differing} 处不同。`,
      en: `What was recorded of pre-check ${precheckId} differs from the server's replay in ${differing} results.`,
    },
    evidence: evidenceOf({
      precheck: precheckId,
      act: actEventId,
      decisionPoint,
      bundleVersion,
      bundleHash,
      said,
      found,
    }),
  };
}

/** RUL-PRC-001. */
export function precisionNotice({ precision }: BuiltinEvents["rule.precision.fell"]): Notice {
  const { rule, version, closed, confirmed, floor, requestId } = precision;
  return {
    rule: "RUL-PRC-001",
    level: 3,
    message: {
      "zh-CN": `规则 ${rule} ${version} 的 ${closed} 条已办结预警中查实 ${confirmed} 条，低于下限 ${percent(floor)}。`,
      en: `Of ${closed} closed alerts of ${rule} ${version} ${confirmed} were confirmed, below the floor of ${percent(floor)}.`,
    },
    evidence: evidenceOf({ rule, ruleVersion: version, closed, confirmed, floor, request: requestId }),
  };
}

/** The newest results of a rule that could not be judged, of the events of one day. */
const reasonsOf: Statement = {
  name: "score-indeterminate-reasons",
  text: `select f.body from finding f join log l on l.position = f.position join event e on e.key = l.event
    where f.rule = $1 and f.result = 'indeterminate' and e.source = $2
      and e.time >= $3::timestamptz and e.time < $3::timestamptz + interval '1 day'
    order by f.position desc limit 500`,
};

const shownReasons = 5;

/** RUL-IND-001, with what was missing most often. */
export async function indeterminateNotice(
  transaction: Transaction,
  event: LogEvent,
  { judged }: BuiltinEvents["rule.indeterminate.exceeded"],
): Promise<Notice> {
  const { rule, day, indeterminate, evaluated, share, atLeast } = judged;
  const rows = await transaction.run<{ body: string }>(reasonsOf, [rule, event.source, `${day}T00:00:00Z`]);
  const reasons = mostFrequent(rows.flatMap(({ body }) => reasonsIn(body)));
  const most = reasons[0] ?? "-";
  return {
    rule: "RUL-IND-001",
    level: 3,
    message: {
      "zh-CN": `规则 ${rule} 对 ${day} 的 ${evaluated} 个适用事件有 ${indeterminate} 个无法判断，最常见原因：${most}。`,
      en: `${rule} could not judge ${indeterminate} of the ${evaluated} events of ${day} to which it applied; most often: ${most}.`,
    },
    evidence: evidenceOf({ rule, day, indeterminate, evaluated, share, atLeast, reasons }),
  };
}

/** What a finding lacked: its paths, or the code of its reason. */
function reasonsIn(body: string): readonly string[] {
  // Written by the scorer.
  const { reason } = JSON.parse(body) as Finding;
  if (reason === undefined) return [];
  const { code, paths } = reason;
  return paths.length === 0 ? [code] : paths.map((path) => `${code} ${path}`);
}

function mostFrequent(texts: readonly string[]): readonly Json[] & readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, shownReasons)
    .map(([text, count]) => `${text} (${count})`);
}
