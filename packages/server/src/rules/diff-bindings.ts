import type { Binding, BindingsFile, LocalizedText, ParamSet } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { Json } from "@probity/contracts";

const actionWords: Readonly<Record<string, string>> = {
  observe: "观察",
  allow: "放行",
  warn: "提醒",
  justify: "说明理由",
  second_approver: "双人审批",
  block: "阻断",
};

/** Everything of a binding but its identity, in the order in which a change is told. */
const fields = {
  rule: ["规则", "rule"],
  action: ["动作", "action"],
  onIndeterminate: ["无法判断时", "when it cannot be judged"],
  onUnavailable: ["无法校验时", "when it cannot be checked"],
  disclosure: ["披露", "disclosure"],
  at: ["决策点", "decision points"],
  units: ["单位", "units"],
  source: ["来源", "source"],
  params: ["参数", "parameters"],
  owner: ["负责人", "owner"],
  blockBudget: ["阻断预算", "budget of blocks"],
  indeterminateBudget: ["无法判断预算", "budget of results that cannot be judged"],
  validFrom: ["生效", "valid from"],
  validTo: ["失效", "valid to"],
} as const satisfies Readonly<Partial<Record<keyof Binding, readonly [string, string]>>>;

/** What changes from one set of bindings to another, in words. Empty when nothing does. */
export function diffBindings(before: BindingsFile, after: BindingsFile): readonly LocalizedText[] {
  return [...bindingChanges(before, after), ...paramChanges(before, after), ...roleChanges(before, after)];
}

function bindingChanges(before: BindingsFile, after: BindingsFile): readonly LocalizedText[] {
  const old = new Map(before.bindings.map((binding) => [binding.id, binding]));
  const kept = new Set(after.bindings.map(({ id }) => id));
  const added = after.bindings.flatMap((binding): readonly LocalizedText[] => {
    const was = old.get(binding.id);
    return was === undefined ? [addedBinding(binding)] : changedBinding(was, binding);
  });
  const removed = before.bindings.filter(({ id }) => !kept.has(id));
  return [...added, ...removed.map(removedBinding)];
}

const addedBinding = (binding: Binding): LocalizedText => ({
  "zh-CN": `新增绑定 ${binding.id}：规则 ${binding.rule}，动作“${actionWords[binding.action] ?? binding.action}”。`,
  en: `New binding ${binding.id}: ${binding.rule} will ${binding.action}.`,
});

const removedBinding = ({ id, rule, action }: Binding): LocalizedText => ({
  "zh-CN": `删除绑定 ${id}：规则 ${rule} 原动作“${actionWords[action] ?? action}”，此后若无其他绑定只观察。`,
  en: `Binding ${id} goes: ${rule} did ${action}; bound nowhere else, it only observes.`,
});

function changedBinding(was: Binding, is: Binding): readonly LocalizedText[] {
  const names = Object.keys(fields) as (keyof typeof fields)[]; // they are its keys
  return names.flatMap((name): readonly LocalizedText[] => {
    const [from, to] = [valueText(was[name]), valueText(is[name])];
    if (from === to) return [];
    const [chinese, english] = fields[name];
    return [
      {
        "zh-CN": `绑定 ${is.id}（${is.rule}）：${chinese}由 ${word(from)} 改为 ${word(to)}。`,
        en: `Binding ${is.id} (${is.rule}): ${english} from ${from} to ${to}.`,
      },
    ];
  });
}

const word = (text: string): string => actionWords[text] ?? (text === "default" ? "默认" : text);

/** Values of a bindings file are JSON. */
const valueText = (value: unknown): string =>
  value === undefined ? "default" : typeof value === "string" ? value : canonicalJson(value as Json);

const placeOf = ({ scope, rule, validFrom }: ParamSet): string =>
  `${rule} ${scope.kind} ${scope.id}${validFrom === undefined ? "" : ` ${validFrom}`}`;

function paramChanges(before: BindingsFile, after: BindingsFile): readonly LocalizedText[] {
  const old = new Map((before.params ?? []).map((set) => [placeOf(set), valueText(set)]));
  const fresh = new Map((after.params ?? []).map((set) => [placeOf(set), valueText(set)]));
  const places = [...new Set([...old.keys(), ...fresh.keys()])];
  return places.flatMap((place): readonly LocalizedText[] => {
    const [from, to] = [old.get(place), fresh.get(place)];
    if (from === to) return [];
    if (from === undefined)
      return [{ "zh-CN": `新增参数 ${place}：${to}。`, en: `New parameters of ${place}: ${to}.` }];
    if (to === undefined)
      return [{ "zh-CN": `删除参数 ${place}：${from}。`, en: `Parameters of ${place} go: ${from}.` }];
    return [
      {
        "zh-CN": `参数 ${place}：由 ${from} 改为 ${to}。`,
        en: `Parameters of ${place}: from ${from} to ${to}.`,
      },
    ];
  });
}

function roleChanges(before: BindingsFile, after: BindingsFile): readonly LocalizedText[] {
  const [from, to] = [before, after].map(({ breakGlass }) => (breakGlass?.roles ?? []).join(", "));
  if (from === to) return [];
  return [
    {
      "zh-CN": `应急放行角色：由“${from}”改为“${to}”。`,
      en: `Roles that may break the glass: from "${from}" to "${to}".`,
    },
  ];
}
