import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../../api/call.ts";
import { reading } from "../../../api/queries.ts";
import { useMe } from "../../../app/me.ts";
import { moment } from "../../../i18n/format.ts";
import styles from "../../../loop/loop.module.css";
import type { Machine, StepName } from "../../../loop/steps/input.ts";
import { StepForm } from "../../../loop/steps/step-form.tsx";
import { useWord } from "../../../loop/word.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Problem } from "../../../ui/problem.tsx";
import type { CaseSearch } from "../search.ts";
import { ActProgress } from "./act-progress.tsx";

interface Props {
  readonly filter: CaseSearch & { readonly unit?: string | undefined };
  readonly except: ReadonlySet<string>;
  readonly onDone: () => void;
}

interface Chosen {
  readonly step: StepName;
  readonly asOf: string;
  readonly count: number;
  readonly seen: string;
}

/** One step for all cases of the filter: counted by the server, shown, asked for, and undone while that is possible. */
export function Bulk({ filter, except, onDone }: Props): ReactElement {
  const { t } = useTranslation("cases");
  const machine = useQuery(reading("/console/cases/machine"));
  const [chosen, setChosen] = useState<Chosen>();
  const [act, setAct] = useState<string>();
  const { track } = filter;
  const choice = (asOf: string) => ({ filter, asOf, except: [...except] });
  const count = useMutation({
    mutationFn: async (step: StepName) => {
      const asOf = new Date().toISOString();
      if (track === undefined) throw new Error("no side was chosen");
      const counted = await post("/console/cases/bulk/count", { body: { ...choice(asOf), track } });
      setChosen({ step, asOf, ...counted });
    },
  });
  const ask = useMutation({
    mutationFn: async ({ step, asOf, count: expected, seen, input }: Chosen & { readonly input: object }) => {
      if (track === undefined) throw new Error("no side was chosen");
      const order = { track, transition: step, expected, seen, input: { ...input } };
      const asked = await post("/console/cases/bulk", { body: { ...choice(asOf), ...order } });
      setChosen(undefined);
      setAct(asked.id);
    },
  });
  if (act !== undefined) return <ActProgress id={act} onClose={onDone} />;
  return (
    <div className={styles.card}>
      {(machine.error ?? count.error) !== null && <Problem error={machine.error ?? count.error} />}
      {machine.data !== undefined && (
        <Steps filter={filter} machine={machine.data} onStep={(step) => count.mutate(step)} />
      )}
      {chosen !== undefined && machine.data !== undefined && (
        <Dialog title={t("bulk.title")} onClose={() => setChosen(undefined)}>
          <StepForm
            machine={machine.data}
            step={chosen.step}
            error={ask.error}
            isBusy={ask.isPending}
            submit={t("bulk.ask", { total: chosen.count })}
            onSubmit={(input) => ask.mutate({ ...chosen, input })}
          >
            <p role="status">
              <StepName step={chosen.step} />{" "}
              {t("bulk.count", {
                moment: moment(chosen.asOf),
                total: chosen.count,
                except: except.size,
              })}
            </p>
          </StepForm>
        </Dialog>
      )}
    </div>
  );
}

function StepName({ step }: { readonly step: StepName }): ReactElement {
  const word = useWord();
  return <strong>{word("steps", step)}</strong>;
}

/** The steps that a person of these roles can make in the state that the list is filtered by. */
function Steps({
  filter: { state, track },
  machine,
  onStep,
}: {
  readonly filter: CaseSearch;
  readonly machine: Machine;
  readonly onStep: (step: StepName) => void;
}): ReactElement {
  const { t } = useTranslation("cases");
  const word = useWord();
  const roles = useMe().grants.map(({ role }) => role);
  if (track === undefined) return <p>{t("bulk.needsTrack")}</p>;
  if (state === undefined) return <p>{t("bulk.needsState")}</p>;
  // The names are those of the machine.
  const steps = (Object.keys(machine.transitions) as StepName[]).filter((name) => {
    const { from, who, whoAtLevel1 = [] } = machine.transitions[name];
    return from.includes(state) && [...who, ...whoAtLevel1].some((role) => roles.includes(role));
  });
  if (steps.length === 0) return <p>{t("bulk.noSteps")}</p>;
  return (
    <div className={styles.acts} role="group" aria-label={t("bulk.step")}>
      {steps.map((step) => (
        <Button key={step} onClick={() => onStep(step)}>
          {word("steps", step)}
        </Button>
      ))}
    </div>
  );
}
