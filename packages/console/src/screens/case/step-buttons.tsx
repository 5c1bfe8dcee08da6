import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "../../api/call.ts";
import { reading } from "../../api/queries.ts";
import { useMe } from "../../app/me.ts";
import loop from "../../loop/loop.module.css";
import type { FieldName, StepInput, StepName } from "../../loop/steps/input.ts";
import { StepForm } from "../../loop/steps/step-form.tsx";
import { useWord } from "../../loop/word.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useVoidCases } from "../../loop/void-cases.ts";
import type { CaseFile, CaseTrack } from "./case-query.ts";
import { ContentFacts } from "./content-facts.tsx";
import { stepsFor } from "./excluded.ts";

interface Props {
  readonly file: CaseFile;
  readonly track: CaseTrack;
}

const back: ReadonlySet<StepName> = new Set<StepName>([
  "return",
  "refuse_dismissal",
  "send_back",
  "rework",
  "relapse",
  "suspend",
]);
const forward: ReadonlySet<StepName> = new Set<StepName>([
  "assign",
  "accept",
  "dispose",
  "apply",
  "appraise",
  "propose_closing",
  "close",
]);

/** Every step that the person can make now, each with what it needs. */
export function StepButtons({ file, track }: Props): ReactElement {
  const { t } = useTranslation("case");
  const word = useWord();
  const me = useMe();
  const [step, setStep] = useState<StepName>();
  const steps = stepsFor(me.id, file, track);
  if (steps.length === 0) return <span className={classNames(loop.soft, "screen-only")}>{t("noSteps")}</span>;
  return (
    <div className={loop.acts} role="group" aria-label={t("steps")}>
      {steps.map((one) => (
        <Button
          key={one}
          look={forward.has(one) ? "main" : back.has(one) ? "danger" : undefined}
          onClick={() => setStep(one)}
        >
          {word("steps", one)}
        </Button>
      ))}
      {step !== undefined && (
        <StepDialog file={file} track={track} step={step} onClose={() => setStep(undefined)} />
      )}
    </div>
  );
}

/** At risk level 1 a case is closed as it was proposed; elsewhere what was proposed stands unless something else is given. */
const closingFields: readonly FieldName[] = ["label", "labelReason", "appraisal", "lookBackOn", "recovered"];

function StepDialog({
  file,
  track,
  step,
  onClose,
}: Props & { readonly step: StepName; readonly onClose: () => void }): ReactElement {
  const word = useWord();
  const machine = useQuery(reading("/console/cases/machine"));
  const voidCases = useVoidCases();
  const move = useMutation({
    mutationFn: (input: Readonly<Record<string, unknown>>) =>
      post("/console/cases/{id}/moves", {
        params: { id: file.id },
        body: { track: track.track, transition: step, version: track.version, input },
      }),
    onSuccess: async () => {
      await voidCases();
      onClose();
    },
    // Somebody was faster: what is behind the dialog shows how it stands.
    onError: () => voidCases(),
  });
  const isAsProposed = step === "close" && track.proposal?.step === "closing";
  const shown = isAsProposed || step === "agree_dismissal" || step === "refuse_dismissal" || step === "apply";
  const content = step === "apply" ? track.content : (track.proposal?.input ?? {});
  return (
    <Dialog title={`${word("steps", step)} · ${word("tracks", track.track)}`} size="wide" onClose={onClose}>
      {machine.error !== null && <Problem error={machine.error} onRetry={() => void machine.refetch()} />}
      {machine.data !== undefined && (
        <StepForm
          machine={machine.data}
          step={step}
          without={isAsProposed ? closingFields : []}
          start={startOf(step, track)}
          error={move.error}
          isBusy={move.isPending}
          submit={word("steps", step)}
          onSubmit={(input) => move.mutate(input)}
        >
          {shown && <ContentFacts content={content} />}
        </StepForm>
      )}
    </Dialog>
  );
}

/** What is known already of what a step is given. */
const startOf = (step: StepName, { unit, handler }: CaseTrack): StepInput =>
  step === "assign" || step === "reassign"
    ? { unit: unit ?? undefined, handler: handler ?? undefined }
    : step === "apply"
      ? { disposals: [{ kind: "" }] }
      : {};
