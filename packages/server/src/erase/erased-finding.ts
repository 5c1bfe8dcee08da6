import type { Finding, LocalizedText } from "@probity/contracts";

/** Takes the place of a sentence that told values of an erased payload. */
export const erasedText: LocalizedText = {
  "zh-CN": "内容已依法删除，判定结果保留。",
  en: "The content was erased by law; the result stays.",
};

/** How the stored text of an erased finding begins. */
export const erasedMark = '{"erasedAt":';

/** A finding as it is stored after the payload that it tells of was erased: that it was, and nothing of what it saw. */
export function erasedFinding(finding: Finding, now: Date): string {
  const { rule, version, binding, result, level, class: track, action, disclosure, name, params } = finding;
  const kept = { rule, version, binding, result, level, class: track, action, disclosure, name, params };
  const said =
    result === "hit" ? { evidence: [] } : { reason: { code: finding.reason?.code ?? "missing", paths: [] } };
  // First, so that the mark can be recognised in the stored text.
  return JSON.stringify({ erasedAt: now.toISOString(), ...kept, message: erasedText, ...said });
}
