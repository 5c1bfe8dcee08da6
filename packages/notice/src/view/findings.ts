import { formatValue } from "../format-value.ts";
import type { BasisView, FindingView } from "../read-decision.ts";
import { texts } from "../texts.ts";
import { button, h } from "./dom.ts";
import type { Actions, Model } from "./model.ts";

/** What was found: those that were not confirmed before in full, the others counted. */
export function findings(model: Model, actions: Actions): readonly Node[] {
  const { decision, seen, acknowledged, locale } = model;
  if (decision === undefined) return [];
  const t = texts[locale];
  const fresh = decision.findings.filter(({ key }) => !seen.has(key));
  const shown = acknowledged && fresh.length === 0 ? decision.findings : fresh;
  const known = decision.findings.length - shown.length;
  const items = shown.map((finding, index) => item(model, actions, finding, index));
  if (decision.more > 0) items.push(h("li", {}, t.more(decision.more)));
  if (known > 0) items.push(h("li", {}, t.seen(known)));
  return items.length > 0 ? [h("ul", {}, ...items)] : [];
}

function item(model: Model, actions: Actions, finding: FindingView, index: number): HTMLLIElement {
  const { locale, readOnly } = model;
  const t = texts[locale];
  const { rule, field, title, message, values, basis } = finding;
  const node = h("li", {}, h("div", { class: "what" }, title[locale]), h("p", {}, message[locale]));
  if (values.length > 0) {
    const pairs = values.map(({ label, value }) =>
      h("div", {}, h("dt", {}, label[locale]), h("dd", {}, formatValue(value, locale))),
    );
    node.append(h("dl", {}, ...pairs));
  }
  if (basis.length > 0) {
    const parts = basis.flatMap((one, at) => [at > 0 && t.and, basisNode(model, one)]);
    node.append(h("p", { class: "small" }, t.basis, t.colon, ...parts));
  }
  if (field !== "" && !readOnly) {
    const label = `${t.toField}${t.colon}${title[locale]}`;
    const go = (): void => actions.fix(rule, field);
    node.append(button(`field-${index}`, t.toField, go, { class: "link", "aria-label": label }));
  }
  return node;
}

function basisNode({ locale }: Model, { text, href }: BasisView): Node | string {
  if (href === undefined) return text[locale];
  return h("a", { href, target: "_blank", rel: "noreferrer" }, text[locale]);
}
