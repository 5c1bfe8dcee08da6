import { formatMoment } from "../format-value.ts";
import { texts } from "../texts.ts";
import type { Model } from "./model.ts";

/** Heading and explanation: what is announced, and what a person reads first. */
export function headingOf(model: Model): readonly [heading: string, lead: string] {
  const { state, locale, approval, acknowledged } = model;
  const t = texts[locale];
  const [heading, lead] = t.states[state];
  const name = approval?.approver?.[locale] ?? t.somebody;
  if (state === "warn" && acknowledged) return [heading, t.acknowledged];
  if (state === "agreed") {
    const until = approval?.validUntil;
    return [
      t.agreedBy(name),
      until === undefined ? lead : `${lead} ${t.submitBy(formatMoment(until, locale))}`,
    ];
  }
  if (state === "waiting") {
    const names = (approval?.asked ?? []).map((one) => one.name[locale]).join(t.and) || t.somebody;
    const until = approval?.deadline;
    const asked = t.asked(names);
    return [heading, until === undefined ? asked : `${asked} ${t.until(formatMoment(until, locale))}`];
  }
  if (state !== "not-agreed") return [heading, lead];
  if (approval?.state === "withdrawn" || approval?.state === "expired") return t[approval.state];
  return [t.refusedBy(name), lead];
}
