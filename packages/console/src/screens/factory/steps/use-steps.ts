import type { Rule } from "@probity/contracts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../../../app/keyboard/keys.ts";
import { isRead, withoutStep, withStep } from "./change.ts";
import { focusStep, openStep } from "./open-step.ts";
import type { Parts } from "./possible.ts";
import { type AddableKind, type Step, stepsOf } from "./step.ts";
import { type StepChange, undone } from "./undo.ts";

/** The steps of a rule while somebody changes them. */
export interface Steps {
  /** Another one after every change: editors that keep something of their own are mounted anew. */
  readonly round: number;
  readonly parts: Parts;
  readonly add: (kind: AddableKind, after?: Step) => void;
  readonly remove: (step: Step) => void;
  readonly open: (key: string) => void;
  /** What was done last, in words. */
  readonly told: string;
  /** Takes the last change back; undefined where there is none, or what it changed was changed again. */
  readonly undo: (() => void) | undefined;
}

interface Options {
  readonly rule: Rule;
  readonly parts: Parts;
  /** Whether something is half written, which a change of steps would lose. */
  readonly isBroken: boolean;
  readonly onRule: (rule: Rule) => void;
}

interface Aim {
  readonly key: string;
  readonly at: "fields" | "card";
}

/** Adds and takes out steps; each change is of the rule itself, and can be taken back. */
export function useSteps({ rule, parts, isBroken, onRule }: Options): Steps {
  const { t } = useTranslation("factory");
  const [changes, setChanges] = useState<readonly StepChange[]>([]);
  const [told, setTold] = useState("");
  const [round, setRound] = useState(0);
  const aim = useAim();
  const last = changes.at(-1);
  const before = last === undefined || isBroken ? undefined : undone(rule, last);
  const put = (next: Rule, text: string): void => {
    onRule(next);
    setTold(text);
    setRound(round + 1);
  };
  const undo = (): void => {
    if (last === undefined || before === undefined) return;
    put(before, t("steps.undone", { what: last.text }));
    setChanges(changes.slice(0, -1));
    aim({ key: "score", at: "card" });
  };
  useKeys({
    title: t("steps.keys"),
    commands: [
      { keys: "p", text: t("steps.toPipeline"), run: () => focusStep(stepsOf(rule)[0]?.key ?? "") },
      { keys: "u", text: t("steps.undo"), run: undo },
    ],
  });
  return {
    round,
    parts,
    told,
    undo: before === undefined ? undefined : undo,
    open: (key) => aim({ key, at: "fields" }),
    add: (kind, after) => {
      const { rule: next, key } = withStep(rule, kind, parts, after);
      const text = t("steps.added", { what: t(`steps.kinds.${kind}`) });
      put(next, text);
      setChanges([...changes, { before: rule, after: next, text }]);
      aim({ key, at: "fields" });
    },
    remove: (step) => {
      const next = withoutStep(rule, step);
      const what = nameOf(step, t(`steps.kinds.${step.kind}`));
      const isMissed = step.key.startsWith("feature:") && isRead(next, step.name);
      const text = t(isMissed ? "steps.removedRead" : "steps.removed", { what });
      put(next, text);
      setChanges([...changes, { before: rule, after: next, text }]);
      const steps = stepsOf(rule);
      const place = steps.findIndex(({ key }) => key === step.key);
      aim({ key: (steps[place - 1] ?? steps[place + 1] ?? step).key, at: "card" });
    },
  };
}

/** What a step is called: by its kind, and by its own name where people gave it one. */
export const nameOf = ({ key, name }: Step, kind: string): string =>
  /^(feature|evidence):/.test(key) ? `${kind} ${name}` : kind;

/** Moves the focus once what it goes to is on the screen. */
function useAim(): (aim: Aim) => void {
  const [aim, setAim] = useState<Aim>();
  useEffect(() => {
    if (aim?.at === "fields") openStep(aim.key);
    if (aim?.at === "card") focusStep(aim.key);
  }, [aim]);
  return setAim;
}
